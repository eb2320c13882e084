import type { ReactNode } from 'react';
import { paths } from '../paths';
import { Callout } from '../primitives/callout';
import { Link } from '../primitives/link';

interface DependentApplicationsProps {
  /** Applications that use the source; undefined until they are loaded. */
  applications: readonly { uuid: string; name: string }[] | undefined;
  /** What they use, in one word. */
  source: 'app' | 'token';
  /** Effect on these applications. */
  children: ReactNode;
}

/** Applications that use a Git source; nothing if there are none. */
export function DependentApplications({ applications = [], source, children }: DependentApplicationsProps) {
  if (applications.length === 0) return null;
  const count = applications.length === 1 ? '1 application uses' : `${applications.length} applications use`;
  return (
    <Callout tone="warn" title={`${count} this ${source}`}>
      <ul className="flex flex-wrap gap-x-3">
        {applications.map(({ uuid, name }) => (
          <li key={uuid}>
            <Link href={paths.application(uuid)} className="underline">
              {name}
            </Link>
          </li>
        ))}
      </ul>
      <p className="mt-1">{children}</p>
    </Callout>
  );
}
