import { paths } from '../paths';
import { ButtonLink } from '../primitives/button-link';

/** Page for a 404, of the address or of the object that it names. */
export function MissingPage({ what = 'This page' }: { what?: string }) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-4 py-20">
      <p className="font-mono text-ink-3 text-sm">404</p>
      <h1 className="font-semibold text-2xl tracking-tight">{what} does not exist</h1>
      <p className="text-ink-2">
        It may have been deleted, the URL may be wrong, or it may belong to another organization.
      </p>
      <ButtonLink variant="primary" href={paths.home()}>
        Go to projects
      </ButtonLink>
    </div>
  );
}
