/** Kinds of requests, few enough to count each by itself. */
const ROUTES: readonly (readonly [pattern: RegExp, route: string])[] = [
  [/^\/graphql$/, 'graphql'],
  [/^\/files\/[^/]+\/[^/]+\/[^/]+\/file_stream$/, 'file_stream'],
  [/^\/wandb_artifacts\/(files|parts)\//, 'artifact_file'],
  [/^\/wandb_artifacts\/blobs\//, 'artifact_file'],
  [/^\/wandb_artifacts\/(manifests|versions)\//, 'artifact_manifest'],
  [/^\/(wandb_files|files)\//, 'run_file'],
  [/^\/artifacts(V2)?\//, 'artifact_link'],
  [/^\/amphora\/attach$/, 'attach'],
  [/^\/amphora\/sign-(in|out|in-links)$/, 'sign_in'],
  [/^\/amphora\/pages\/events$/, 'page_events'],
  [/^\/amphora\/pages\//, 'page_data'],
  [/^\/amphora\/files\//, 'page_file'],
  [/^\/amphora\/assets\//, 'page_asset'],
  [/^\/(healthz|ready)$/, 'health'],
  [/^\/sdk\//, 'telemetry'],
];

export function routeOf(path: string): string {
  return ROUTES.find(([pattern]) => pattern.test(path))?.[1] ?? 'other';
}
