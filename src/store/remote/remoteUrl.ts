import { AmphoraError } from '../../core/errors.ts';

/** Whether somebody means a server and not a folder. */
export function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text.trim());
}

/**
 * The address of a server as it is kept and compared: without a slash at its end. That of W&B's pages means their server.
 * @throws AmphoraError `remote-url-malformed`
 */
export function parseRemoteUrl(text: string): string {
  const malformed = () => new AmphoraError('remote-url-malformed', { url: text });
  if (!isUrl(text)) throw malformed();
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    throw malformed();
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') throw malformed();
  if (url.hostname === 'wandb.ai' || url.hostname === 'www.wandb.ai') return 'https://api.wandb.ai';
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
