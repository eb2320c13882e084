import { domainList, parseDomainList } from './domain-list';
import { isRegistrySuffix, isSharedSuffix } from './public-suffix';

/**
 * Domains for the API: only ones that a user can own (hostile-inputs row 36). Separate from `domainList`, because the
 * public suffix list is too large for a browser, which the API tells the same.
 */
export const publicDomainList = domainList
  .refine(
    (text) => !hosts(text).some((host) => host.startsWith('*.') && isSharedSuffix(host.slice(2))),
    'Must not contain a wildcard on a public suffix such as *.com or *.github.io. Use a wildcard under your own domain.',
  )
  .refine(
    (text) => !hosts(text).some(isRegistrySuffix),
    'Must not contain a public suffix such as com or co.uk. Use your own domain.',
  );

function hosts(text: string): string[] {
  return (parseDomainList(text) ?? []).map(({ host }) => host);
}
