import { useSearchParams } from 'next/navigation';

/** The place that the address of the page names, to be kept by the links on it. */
export function usePlace(): { project?: string; environment?: string; server?: string } {
  const search = useSearchParams();
  const named = (['project', 'environment', 'server'] as const).flatMap((name) => {
    const value = search.get(name);
    return value === null ? [] : [[name, value]];
  });
  return Object.fromEntries(named);
}
