import { Badge } from '../primitives/badge';

/** Mark of a schedule whose last runs did not succeed, before its description. */
export function FailingMark({ isFailing }: { isFailing: boolean }) {
  return (
    isFailing && (
      <>
        <Badge tone="bad">The last runs failed</Badge>{' '}
      </>
    )
  );
}
