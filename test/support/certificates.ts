/** Certificates of an authority that nothing trusts, made with OpenSSL. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

function runs(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export const hasOpenssl = runs();
/** What a test's title says where it is skipped. */
export const needsOpenssl = hasOpenssl ? '' : ' (skipped: needs openssl)';

export interface Certificate {
  /** Path of the authority's certificate. */
  readonly authority: string;
  /** Paths of the server's. */
  readonly cert: string;
  readonly key: string;
}

/** @param names such as `DNS:amphora.test,IP:127.0.0.1` */
export function makeCertificate(folder: string, names: string): Certificate {
  const at = (name: string) => path.join(folder, name);
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  const make = ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl(
    ...make,
    '-x509',
    '-days',
    '2',
    '-subj',
    '/CN=Tests',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
  );
  openssl(...make, '-subj', '/CN=server', '-keyout', at('key.pem'), '-out', at('request.pem'));
  fs.writeFileSync(at('names'), `subjectAltName=${names}\n`);
  const sign = ['x509', '-req', '-days', '2', '-in', at('request.pem'), '-extfile', at('names')];
  openssl(...sign, '-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-out', at('cert.pem'));
  return { authority: at('ca.pem'), cert: at('cert.pem'), key: at('key.pem') };
}
