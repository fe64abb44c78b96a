/** A client of the protocol in a few lines: what the SDK sends, without the SDK. */
import { createHash } from 'node:crypto';
import http from 'node:http';
import { once } from 'node:events';
import type { Reply } from '../../cli/serverProcess.ts';
import { ask, basic } from '../../cli/serverProcess.ts';

export interface Address {
  readonly url: string;
  readonly apiKey: string;
}

export interface Answer<T> {
  readonly status: number;
  readonly data: T;
  readonly errors: readonly { readonly message: string; readonly extensions?: { readonly code: string } }[];
}

export interface RunPlace {
  readonly project: string;
  readonly name: string;
}

export const md5 = (content: string | Uint8Array, form: 'base64' | 'hex' = 'base64'): string =>
  createHash('md5').update(content).digest(form);

/** W&B's digest of a version with these files. */
export function digestOf(files: Readonly<Record<string, string>>): string {
  const lines = Object.keys(files)
    .sort()
    .map(path => `${path}:${md5(files[path]!)}\n`);
  return md5(`wandb-artifact-manifest-v1\n${lines.join('')}`, 'hex');
}

export function manifestOf(files: Readonly<Record<string, string>>): string {
  const contents = Object.fromEntries(
    Object.entries(files).map(([path, content]) => [
      path,
      { digest: md5(content), size: Buffer.byteLength(content) },
    ]),
  );
  return JSON.stringify({
    version: 1,
    storagePolicy: 'wandb-storage-policy-v1',
    storagePolicyConfig: { storageLayout: 'V2' },
    contents,
  });
}

export class Client {
  readonly #address: Address;

  constructor(address: Address) {
    this.#address = address;
  }

  get headers(): Record<string, string> {
    return { authorization: basic(this.#address.apiKey), 'content-type': 'application/json' };
  }

  get url(): string {
    return this.#address.url;
  }

  post(path: string, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Reply> {
    return send('POST', `${this.url}${path}`, body, { ...this.headers, ...headers });
  }

  /** What it answers, failures included. */
  async query<T = unknown>(query: string, variables: object = {}): Promise<Answer<T>> {
    const { status, text } = await this.post('/graphql', JSON.stringify({ query, variables }));
    const { data, errors = [] } = JSON.parse(text) as Partial<Answer<T>>;
    return { status, data: data as T, errors };
  }

  /** What it answers where nothing failed. */
  async must<T>(query: string, variables: object = {}): Promise<T> {
    const { data, errors } = await this.query<T>(query, variables);
    if (errors.length > 0) throw new Error(errors.map(error => error.message).join('; '));
    return data;
  }

  /** A mutation with one input, by its name. */
  async mutate<T>(name: string, input: object, fields: string): Promise<T> {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { result: ${name}(input: $input) { ${fields} } }`;
    return (await this.must<{ result: T }>(query, { input })).result;
  }

  async beginRun({ project, name }: RunPlace): Promise<string> {
    const input = { modelName: project, name, config: '{"_wandb":{"value":{"t":{}}}}' };
    return (await this.mutate<{ bucket: { id: string } }>('upsertBucket', input, 'bucket { id }')).bucket.id;
  }

  stream({ project, name }: RunPlace, body: object): Promise<Reply> {
    return this.post(`/files/local/${project}/${name}/file_stream`, JSON.stringify(body));
  }

  /** History lines with these steps, the first at this number. */
  streamSteps(run: RunPlace, offset: number, count: number): Promise<Reply> {
    const content = Array.from({ length: count }, (_, i) => stepLine(offset + i));
    return this.stream(run, { files: { 'wandb-history.jsonl': { offset, content } } });
  }

  /** A field of a run. */
  async run<T>({ project, name }: RunPlace, fields: string): Promise<T> {
    const query = `query ($p: String, $r: String!) { project(name: $p) { run(name: $r) { ${fields} } } }`;
    return (await this.must<{ project: { run: T } }>(query, { p: project, r: name })).project.run;
  }

  async begin(name: string, files: Readonly<Record<string, string>>, more: object = {}): Promise<Pending> {
    const input = {
      projectName: 'digits',
      artifactTypeName: 'dataset',
      artifactCollectionName: name,
      digest: digestOf(files),
      aliases: [{ artifactCollectionName: name, alias: 'latest' }],
      enableDigestDeduplication: true,
      ...more,
    };
    const { artifact } = await this.mutate<{ artifact: Pending }>(
      'createArtifact',
      input,
      'artifact { id state }',
    );
    return artifact;
  }

  /** Addresses to send files to, null for those that are here. */
  async announce(
    artifactID: string,
    files: Readonly<Record<string, string>>,
  ): Promise<readonly (string | null)[]> {
    const artifactFiles = Object.entries(files).map(([name, content]) => ({
      artifactID,
      name,
      md5: md5(content),
    }));
    const { files: found } = await this.mutate<{ files: Edges<{ uploadUrl: string | null }> }>(
      'createArtifactFiles',
      { artifactFiles, storageLayout: 'V2' },
      'files { edges { node { uploadUrl } } }',
    );
    return found.edges.map(({ node }) => node.uploadUrl);
  }

  async manifestUrl(artifactID: string, manifest: string): Promise<string> {
    const input = { artifactID, name: 'wandb_manifest.json', digest: md5(manifest), type: 'FULL' };
    const { artifactManifest } = await this.mutate<{ artifactManifest: { file: { uploadUrl: string } } }>(
      'createArtifactManifest',
      input,
      'artifactManifest { file { uploadUrl } }',
    );
    return artifactManifest.file.uploadUrl;
  }

  async sendFiles(artifactID: string, files: Readonly<Record<string, string>>): Promise<void> {
    const urls = await this.announce(artifactID, files);
    for (const [i, content] of Object.values(files).entries()) {
      const url = urls[i];
      if (url) await putWell(url, content, { 'content-md5': md5(content) });
    }
  }

  async sendManifest(artifactID: string, files: Readonly<Record<string, string>>): Promise<void> {
    const manifest = manifestOf(files);
    await putWell(await this.manifestUrl(artifactID, manifest), manifest);
  }

  async commit(artifactID: string): Promise<Committed> {
    const fields = 'artifact { id digest state versionIndex fileCount }';
    return (await this.mutate<{ artifact: Committed }>('commitArtifact', { artifactID }, fields)).artifact;
  }

  /** The whole of what logging is. */
  async log(name: string, files: Readonly<Record<string, string>>, more: object = {}): Promise<Committed> {
    const { id } = await this.begin(name, files, more);
    await this.sendFiles(id, files);
    await this.sendManifest(id, files);
    return this.commit(id);
  }

  /** The files of a version by where they can be had. */
  async fileUrls(artifactID: string): Promise<Readonly<Record<string, string>>> {
    const query =
      'query ($id: ID!) { artifact(id: $id) { files(first: 1000) { edges { node { name directUrl } } } } }';
    const { artifact } = await this.must<{ artifact: { files: Edges<{ name: string; directUrl: string }> } }>(
      query,
      {
        id: artifactID,
      },
    );
    return Object.fromEntries(artifact.files.edges.map(({ node }) => [node.name, node.directUrl]));
  }

  /** What the files of a version hold. */
  async read(artifactID: string): Promise<Readonly<Record<string, string>>> {
    const urls = Object.entries(await this.fileUrls(artifactID));
    return Object.fromEntries(
      await Promise.all(urls.map(async ([name, url]) => [name, (await ask(url)).text] as const)),
    );
  }
}

export interface Pending {
  readonly id: string;
  readonly state: string;
}

export interface Committed extends Pending {
  readonly digest: string;
  readonly versionIndex: number;
  readonly fileCount: number;
}

export interface Edges<T> {
  readonly edges: readonly { readonly node: T }[];
}

export const stepLine = (step: number): string => JSON.stringify({ _step: step, loss: 1 / (step + 1) });

/** One request with a body. */
export async function send(
  method: string,
  url: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const request = http.request(url, { method, headers, agent: false });
  const answered = once(request, 'response');
  // The server may answer, and end the connection, before it has all of the body.
  request.on('error', () => undefined);
  request.end(body);
  const [response] = (await answered) as [http.IncomingMessage];
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += String(chunk);
  return { status: response.statusCode!, headers: response.headers, text };
}

export function put(
  url: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return send('PUT', url, body, { 'content-length': String(Buffer.byteLength(body)), ...headers });
}

async function putWell(url: string, body: string, headers: Record<string, string> = {}): Promise<void> {
  const { status, text } = await put(url, body, headers);
  if (status !== 200) throw new Error(`Sending was answered with ${String(status)}: ${text}`);
}
