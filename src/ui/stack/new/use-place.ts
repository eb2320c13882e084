import { useSearchParams } from 'next/navigation';

/** Project, environment and server in the address of the page, to be passed on by its links. */
export function usePlace(): { project?: string; environment?: string; server?: string } {
  const search = useSearchParams();
  const named = (['project', 'environment', 'server'] as const).flatMap((name) => {
    const value = search.get(name);
    return value === null ? [] : [[name, value]];
  });
  return Object.fromEntries(named);
}
