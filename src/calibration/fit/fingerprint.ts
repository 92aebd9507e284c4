/**
 * A short text that changes with what a fit depends on, so that a fit is not taken up again after its files
 * changed: FNV-1a over two starts. Not for security.
 */
export function fingerprint(parts: readonly string[]): string {
  const text = parts.map((one) => `${one.length}:${one}`).join('');
  return [0x811c9dc5, 0x01000193]
    .map((start) => {
      let hash = start;
      for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
      return (hash >>> 0).toString(16).padStart(8, '0');
    })
    .join('');
}
