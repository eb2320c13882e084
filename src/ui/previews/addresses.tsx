/** Links for a comma-separated list of domains, without ports: the port of a domain is the port of the container. */
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
