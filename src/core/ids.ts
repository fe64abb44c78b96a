/** Branded ids: 32 lower-case hexadecimal digits of a time-ordered UUID (version 7), so that order of id is order of creation. */
declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type ProjectId = Id<'project'>;
export type ArtifactId = Id<'artifact'>;
export type VersionId = Id<'version'>;
export type RunId = Id<'run'>;

/**
 * Address of a file's bytes in a store: their SHA-256 in 64 lower-case hexadecimal digits; in a remote store, which tells no
 * more than their MD5, `md5-`, its 32 and hyphens up to the same length.
 */
export type BlobKey = Id<'blob'>;
/** Hexadecimal MD5 over a manifest's paths and entry digests: W&B's artifact digest. */
export type ManifestDigest = Id<'manifest-digest'>;
/** Base64 MD5 of a file's bytes (24 characters), or a reference's own etag: W&B's entry digest. */
export type EntryDigest = Id<'entry-digest'>;
