/** Where blobs lie: `s3://bucket/prefix?endpoint=https://…&region=…`. */
import { AmphoraError } from '../../core/errors.ts';
import { encodePart } from './sign.ts';

export interface S3Address {
  readonly bucket: string;
  /** Ends with a slash, or is empty. */
  readonly prefix: string;
  /** The server of its objects, such as `https://host`. */
  readonly origin: string;
  readonly host: string;
  /** Of the bucket's objects there, with a slash at its end. */
  readonly path: string;
  readonly region: string;
  /** As sentences name it. */
  readonly text: string;
}

/** What S3 takes where nothing else is said. */
const REGION = 'us-east-1';
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const KNOWN = ['endpoint', 'region'];

export function isS3Address(text: string): boolean {
  return text.startsWith('s3://');
}

function malformed(problem: string): AmphoraError {
  return new AmphoraError('bucket-address-invalid', { problem });
}

function endpointOf(text: string): URL {
  let endpoint: URL;
  try {
    endpoint = new URL(text);
  } catch {
    throw malformed(`the endpoint "${text}" is not an address`);
  }
  if (!/^https?:$/.test(endpoint.protocol)) throw malformed(`the endpoint "${text}" is not one of HTTP`);
  // Its sentences would tell them.
  if (endpoint.username !== '' || endpoint.password !== '')
    throw malformed('the endpoint has a key in it; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  return endpoint;
}

/**
 * @param region what the environment says, where the address says nothing
 * @throws AmphoraError `bucket-address-invalid`
 */
export function parseS3Address(text: string, region?: string): S3Address {
  const [, bucket = '', path = '', query = ''] = /^s3:\/\/([^/?]*)\/?([^?]*)(?:\?(.*))?$/.exec(text) ?? [];
  if (!BUCKET.test(bucket)) throw malformed(`"${bucket}" cannot be a bucket’s name`);
  const options = new URLSearchParams(query);
  for (const name of options.keys()) {
    if (!KNOWN.includes(name)) throw malformed(`it says "${name}", which is not one of ${KNOWN.join(', ')}`);
  }
  const trimmed = path.replace(/^\/+|\/+$/g, '');
  if (/(^|\/)(\.{0,2})(\/|$)/.test(trimmed) && trimmed !== '')
    throw malformed(`the prefix "${path}" has an empty or dotted part`);
  const prefix = trimmed === '' ? '' : `${trimmed}/`;
  const at = options.get('region') ?? region ?? REGION;
  const given = options.get('endpoint');
  // Servers of one's own have one name for all buckets; AWS gives each bucket its own.
  const base =
    given === null
      ? bucket.includes('.')
        ? `https://s3.${at}.amazonaws.com/${bucket}/`
        : `https://${bucket}.s3.${at}.amazonaws.com/`
      : `${endpointOf(given).href.replace(/\/?$/, '/')}${bucket}/`;
  const { origin, host, pathname } = new URL(base);
  return { bucket, prefix, origin, host, path: pathname, region: at, text: `s3://${bucket}/${prefix}` };
}

/** The path of an object there. @param key below the prefix */
export function objectPath({ path, prefix }: S3Address, key: string): string {
  return `${path}${`${prefix}${key}`.split('/').map(encodePart).join('/')}`;
}
