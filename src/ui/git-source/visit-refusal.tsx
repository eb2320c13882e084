import { paths } from '../paths';
import { ButtonLink } from '../primitives/button-link';
import { Callout } from '../primitives/callout';

/** Why a visit to GitHub could not be completed, and where to start again. */
export function VisitRefusal({ message }: { message: string }) {
  return (
    <Callout
      tone="bad"
      role="alert"
      title="The setup on GitHub could not be completed"
      action={
        <ButtonLink href={paths.sources()} size="sm">
          Git sources
        </ButtonLink>
      }
    >
      {message}
    </Callout>
  );
}
