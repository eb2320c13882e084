import { paths } from '../paths';
import { Link } from '../primitives/link';

/** Link from an application with a compose file to the pages that it shares with services. */
export function ComposeLink({ uuid, isOfRepository }: { uuid: string; isOfRepository: boolean }) {
  return (
    <p className="text-ink-2 text-sm">
      {isOfRepository
        ? 'Its compose file is in the repository. Its components and their domains are on the '
        : 'Change its compose file, its components and their domains on the '}
      <Link className="text-accent-text underline underline-offset-2" href={paths.stackSettings(uuid)}>
        page of its services
      </Link>
      . Changes take effect with the next deployment.
    </p>
  );
}
