import { paths } from '../paths';
import { Link } from '../primitives/link';

/** The way to what an application that is made from a compose file has in common with services. */
export function ComposeLink({ uuid, isOfRepository }: { uuid: string; isOfRepository: boolean }) {
  return (
    <p className="text-ink-2 text-sm">
      {isOfRepository
        ? 'Its compose file is in the repository. Its components and their domains are '
        : 'Its compose file, its components and their domains are changed '}
      <Link className="text-accent-text underline underline-offset-2" href={paths.stackSettings(uuid)}>
        where services are
      </Link>
      . A deployment makes them what runs.
    </p>
  );
}
