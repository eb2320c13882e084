/** The URLs of components, in their order. */
export function urlsOf(components: readonly { fqdn: string | null }[]): string[] {
  return components.flatMap(({ fqdn }) => (fqdn === null ? [] : fqdn.split(',')));
}
