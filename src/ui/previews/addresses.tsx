/** The addresses of a comma list, as a browser opens them: the port of a domain is the container's. */
export function Addresses({ list }: { list: string }) {
  return list.split(',').map((fqdn) => {
    const url = new URL(fqdn);
    url.port = '';
    return (
      <a
        key={fqdn}
        className="wrap-anywhere block underline"
        href={url.href}
        target="_blank"
        rel="noreferrer"
      >
        {url.href}
      </a>
    );
  });
}
