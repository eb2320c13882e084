/** Encode UTF-8 text as standard base64, as the API expects Dockerfiles (coolify-api, words). */
export function encodeBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
