/** The English sentence of each failure; also the key of its translations in `l10n/`. */
export const ERROR_TEMPLATES = {
  // Names and references
  'reference-malformed':
    '"{text}" is not a reference; write [entity/][project/]name:alias, for example mnist-raw:latest.',
  'reference-needs-project':
    '"{text}" does not say which project it is in; write project/name:alias or name the project.',
  'name-invalid': '"{name}" cannot be the name of {what}: {rule}.',
  'alias-invalid': '"{alias}" cannot be an alias: {rule}.',
  'alias-reserved':
    '"{alias}" cannot be an alias because v and a number always mean a version; choose another word.',
  'metadata-not-json':
    'The metadata is not a JSON object ({problem}); write an object in braces, or name a file with @.',
  'config-not-json':
    'The config is not a JSON object ({problem}); write an object in braces, or name a file with @.',
  'number-inexact': 'The number {number} would be kept as {kept}; write it as text, in quotes.',
  'argument-unreadable': '"{path}" cannot be read ({problem}); check its name and permissions.',
  'path-unsafe':
    'The file name "{path}" in the manifest leads outside its folder or cannot exist; the version was not written.',
  // Things that are not there
  'project-not-found': 'There is no project "{project}" in this store.',
  'artifact-not-found': 'There is no artifact "{artifact}" in project "{project}".',
  'artifact-deleted': 'All versions of "{artifact}" in project "{project}" were deleted.',
  'version-not-found': '"{artifact}" in project "{project}" has no version or alias "{alias}".',
  'alias-not-here': '{version} does not have the alias "{alias}".',
  'file-not-found': 'There is no file "{path}" in {version}.',
  'run-not-found': 'There is no run "{run}" in this store.',
  'run-file-not-found': 'Run "{run}" has no file "{path}".',
  'version-deleted': '{version} was deleted.',
  // Logging
  'folder-empty': 'There is nothing to log in "{path}": the folder is empty or everything in it is ignored.',
  'folder-not-found': '"{path}" does not exist; name a folder or a file to log.',
  'in-store': '"{path}" belongs to a store of Amphora; choose a folder outside it.',
  'file-unreadable': '"{path}" cannot be read ({problem}); mend that or ignore it in .amphoraignore.',
  'ignore-file-unreadable':
    '"{path}" cannot be read ({problem}); make it a text file with patterns, or remove it.',
  'file-changed': '"{path}" kept changing while it was read; log again when it is at rest.',
  'file-vanished': '"{path}" vanished while it was read; log again when the folder is at rest.',
  'file-name-not-text':
    'A file in "{path}" has a name that is not valid UTF-8; rename it or ignore it in .amphoraignore.',
  'link-outside':
    '"{path}" is a symbolic link that leads outside the folder; copy the file in or ignore it in .amphoraignore.',
  'artifact-type-differs':
    '"{artifact}" holds versions of type "{type}"; log this under another name or as that type.',
  'artifact-is-portfolio':
    '"{artifact}" is a portfolio, which only links to versions of other artifacts; log this under another name.',
  'artifact-not-portfolio':
    '"{artifact}" has versions of its own and cannot link to others; choose another name for the portfolio.',
  'artifact-exists': 'There is an artifact "{artifact}" in project "{project}" already; choose another name.',
  'draft-not-found': 'This upload is not known here, or was given up; log again.',
  'upload-missing': 'The bytes of "{path}" were not uploaded; log again.',
  'upload-differs': 'The bytes that arrived are not those that were announced; send the file again.',
  'upload-too-large': 'The file is larger than the {limit} bytes that this address takes; send it in parts.',
  'manifest-malformed': 'The uploaded manifest is not one ({problem}); log again.',
  'region-unknown': 'There is no storage region "{region}" here; leave it out.',
  'id-malformed': '"{id}" is not the id of a {kind}; look the thing up again.',
  'filter-malformed': 'The filter is not understood ({problem}); correct it.',
  'input-malformed': 'The request cannot be understood: {what} is malformed; correct it.',
  'history-too-long':
    'More than {limit} steps were asked for at once; ask for them in pages, by their first and last step.',
  'version-has-aliases':
    '{version} has aliases ({aliases}); take them off first, or delete it with its aliases.',
  'not-here': 'This server does not offer {what}.',
  'workspace-restricted': 'This is off in restricted mode: the workspace is not trusted.',
  'link-malformed': 'The link leads to nothing of Amphora ({link}); copy it again where it came from.',
  'compare-differs':
    'Only versions of one project, or runs of one project, can be compared; select two or more of these.',
  'page-outdated': 'This page is of another version of Amphora; reload it.',
  'input-missing': 'The request does not say {what}; add it.',
  // Downloading
  'target-changed':
    'Files in "{path}" are not as {version} has them ({count}, for example "{example}"); move them away or allow overwriting.',
  'target-not-writable': '"{path}" cannot be written ({problem}); choose another folder.',
  'target-is-file': '"{path}" is a file; choose a folder.',
  'reference-file': '"{path}" only points to {url}, which is not in this store; it was left out.',
  // The store
  'disk-full': 'The disk that holds "{path}" is full; free some space and try again. Nothing was lost.',
  'store-not-found':
    'There is no store in "{path}"; name the folder of one, or log something and it is made there.',
  'store-unreadable':
    'The store "{path}" cannot be read ({problem}); choose another store or mend its permissions.',
  'store-not-writable':
    'The store "{path}" cannot be written ({problem}); choose another store or mend its permissions.',
  'store-newer':
    'The store "{path}" was written by a newer Amphora (layout {found}, this one knows {known}); update Amphora.',
  'store-damaged':
    'The catalog of the store "{path}" is damaged ({problem}); put back a copy of it, then run amphora verify.',
  'blob-damaged':
    '"{path}" of {version} is damaged in the store; run amphora verify, then log those files again.',
  'manifest-damaged':
    'The list of files of {version} is damaged in the store; run amphora verify, then log it again.',
  'database-address-invalid':
    'The address of the database is not one; write postgres://user:password@host/name.',
  'database-unreachable':
    'The database {database} cannot be reached ({problem}); see that it runs and that its address is right.',
  'database-refused': 'The database {database} refuses this user or password; correct its address.',
  'database-not-found': 'There is no database {database}; create it, then start again.',
  'database-full': 'The database {database} has too many connections; close some, or let it take more.',
  'bucket-address-invalid':
    'The address of the bucket is not one ({problem}); write s3://bucket/prefix?endpoint=https://host.',
  'bucket-key-missing':
    'There is no key for the bucket {bucket}; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to one.',
  'bucket-not-found': 'There is no bucket {bucket}; create it, then start again.',
  'bucket-refused': 'The bucket {bucket} refuses this key ({problem}); correct the key or its permissions.',
  'bucket-failed': 'The bucket {bucket} failed ({problem}); see that its server is well.',
  'bucket-unfit': 'The bucket {bucket} cannot hold a store: {problem}; use another S3 server.',
  'store-busy': 'The store "{path}" is in use by {by}; try again in a moment.',
  'staging-lost': 'This log was given up because the store was cleaned meanwhile; log again.',
  'version-in-use': '{version} is in use by runs ({count}: {names}); delete it with force if that is meant.',
  'project-differs':
    'There is another project "{project}" in {store} already; let this one come under another entity with --entity.',
  'project-elsewhere':
    'The project "{project}" is in {store} already, as "{found}"; name the same entity with --entity.',
  'project-ahead':
    'The project "{project}" went on in {store}, and older rows would be written over newer ones; migrate from there first.',
  'not-supported': 'The store "{store}" cannot do this: {what}.',
  // Remote stores
  'remote-unreachable': '{url} cannot be reached ({problem}); check the address and the network.',
  'remote-not-trusted':
    'The certificate of {url} is not trusted ({problem}); have its authority added to this machine’s certificates.',
  'proxy-failed':
    '{url} cannot be reached through the proxy {proxy} ({problem}); correct the proxy’s address, or leave it out for this server.',
  'proxy-refused': 'The proxy {proxy} wants a user and a password; write them into its address.',
  'remote-url-malformed':
    '"{url}" is not the address of a server; write one such as https://api.wandb.ai or http://team.example:7400.',
  'remote-key-missing':
    'There is no API key for {url}; set WANDB_API_KEY to yours, or sign in with wandb login.',
  'remote-not-found':
    'There is no remote store "{name}"; add it with amphora remote add, or give its address.',
  'remote-exists': 'There is a remote store "{name}" already; choose another name, or remove it first.',
  'remotes-damaged': 'The list of remote stores in "{path}" cannot be read ({problem}); mend or remove it.',
  'remote-key-refused': '{url} does not accept the API key; sign in again with a new one.',
  'remote-forbidden': '{url} does not let you do this; ask its owner for the right to.',
  'remote-refused': '{url} refused this: {message}',
  'remote-failed': '{url} failed (status {status}); try again in a while.',
  'remote-answer-malformed':
    '{url} gave an answer that is not one of the W&B protocol (at {place}); check the address.',
  // The server
  'server-running':
    'The store "{path}" is already served at {url} (process {pid}); use that server, or stop it first.',
  'server-not-running':
    'The store "{path}" has no server that runs; start one with amphora serve, then try again.',
  'server-not-started': 'The server of the store "{path}" did not start ({problem}); see "{log}".',
  'server-not-listening': 'The server cannot listen on {host} ({problem}); choose another host or port.',
  'port-taken': 'Port {port} is in use by another program; choose another port, or leave it out.',
  'certificate-unusable': 'The certificate cannot be used ("{path}": {problem}); mend it or its key.',
  'server-key-damaged':
    'The server\'s key in "{path}" is not whole; remove that file, and the next start makes a new key.',
  'server-silent': 'The server at {url} (process {pid}) does not answer; restart it.',
  'server-not-stopped': 'The server did not stop ({problem}); end process {pid} yourself.',
  'file-not-editable': '"{path}" cannot be changed ({problem}); mend that, then try again.',
  'part-missing': 'The file "{path}", which is a part of this program, is missing; install Amphora again.',
  // Users and teams
  forbidden: 'This needs the role {needed} in "{entity}", and yours is {role}; ask an admin of it.',
  'entity-not-found': 'There is no user or team "{entity}" here; check the name, or ask to become a member.',
  'entity-exists': 'There is a user or team "{name}" already; choose another name.',
  'entity-in-use': '"{name}" has projects ({count}), so it stays; a user can be disabled.',
  'user-not-found': 'There is no user "{user}".',
  'team-not-found': 'There is no team "{team}".',
  'not-a-member': '"{user}" is not a member of "{team}".',
  'api-key-malformed':
    'An API key has 40 to 128 letters of a–z and digits; leave it out, and one is made up.',
  'api-key-exists': 'This API key is in use already; choose another.',
  'api-key-not-found': 'There is no API key "{id}" that is still good; amphora keys ls lists them.',
  'database-empty':
    'The database {database} holds no store of this version; start amphora serve with it once.',
  // Runs and commands
  'run-finished': 'The run "{run}" is over; begin another.',
  'command-not-found': 'The command "{command}" was not found; check its spelling and the PATH.',
  'command-not-started': 'The command "{command}" could not be started ({problem}).',
  'output-not-found':
    'The command did not write "{path}", which is to be the output "{name}"; correct the command or the path. Nothing was logged.',
  usage: '{problem}.',
  'git-failed': 'Git failed in "{path}" ({problem}).',
} as const;

/** Second sentences that help. */
export const HINT_TEMPLATES = {
  nearest: 'Did you mean {names}?',
  known: 'It has: {names}.',
} as const;
