import { AmphoraError } from '../core/errors.ts';

/** 32 hexadecimal digits of an MD5 given so, or in base64. @throws AmphoraError `input-malformed` */
export function toHexMd5(digest: string): string {
  if (/^[0-9a-f]{32}$/i.test(digest)) return digest.toLowerCase();
  const bytes = Buffer.from(digest, 'base64');
  if (bytes.length !== 16) throw new AmphoraError('input-malformed', { what: 'an MD5' });
  return bytes.toString('hex');
}

export function toBase64Md5(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64');
}
