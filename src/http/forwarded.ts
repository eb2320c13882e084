/** The `for` of each hop of a `Forwarded` header (RFC 7239), as bare addresses; a hop without one is empty. */
export function forwardedFor(header: string): string[] {
  return header.split(',').map((hop) => {
    const [, quoted, plain = ''] = /(?:^|;)\s*for=(?:"([^"]*)"|([^;\s]*))/i.exec(hop.trim()) ?? [];
    return bareAddress(quoted ?? plain);
  });
}

/** `[2001:db8::1]:80` → `2001:db8::1`, `192.0.2.1:80` → `192.0.2.1`. */
function bareAddress(node: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(node);
  return bracketed?.[1] ?? node.replace(/^([\d.]+):\d+$/, '$1');
}
