export interface RequestTarget {
  path: string;
  /** The query without its question mark. */
  search: string;
}

const absoluteForm = /^https?:\/\/[^/?#]*/i;

/**
 * Parse the target of a request line (RFC 9112 §3.2): a path, or an absolute URL, as programs send it to a proxy; its
 * host is ignored. Consecutive slashes count as one, because clients append paths to a base URL that ends in a slash.
 * Encoded slashes stay encoded. null: `*`, which names no resource.
 */
export function requestTarget(url: string): RequestTarget | null {
  const local = url.replace(absoluteForm, '');
  const mark = local.indexOf('?');
  const path = mark === -1 ? local : local.slice(0, mark);
  const search = mark === -1 ? '' : local.slice(mark + 1);
  if (path === '' && local !== url) return { path: '/', search };
  return path.startsWith('/') ? { path: path.replaceAll(/\/{2,}/g, '/'), search } : null;
}

/** Whether the percent-encoding of a path is valid. Next treats an invalid one as its own fault. */
export function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}
