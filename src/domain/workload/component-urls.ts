/** List the URLs of components, in order. */
export function urlsOf(components: readonly { fqdn: string | null }[]): string[] {
  return components.flatMap(({ fqdn }) => (fqdn === null ? [] : fqdn.split(',')));
}
