/** Characters that change what others look like, or that stand in no name: directions of writing, controls, separators. */
const DECEPTIVE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}/\\]/gu;

/** `Content-Disposition` of a file to be kept under a name, whatever that is made of (RFC 6266, RFC 8187). */
export function attachment(name: string): string {
  const safe = name.toWellFormed().replace(DECEPTIVE, '_');
  const plain = safe.replace(/[^\w !#$&+.^`{}~()[\]@,=-]/g, '_');
  const encoded = encodeURIComponent(safe).replace(
    /['()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
