/** Standard base64 of UTF-8 text: how the wire carries Dockerfiles (coolify-api, words). */
export function encodeBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
