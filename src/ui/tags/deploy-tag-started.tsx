import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import { DialogActions } from '../primitives/dialog';
import { Link } from '../primitives/link';
import type { DeployTagOutcome } from './tagged';

/** What was started for a tag, with a link to each operation. */
export function DeployTagStarted({
  outcome: { links, refused },
  onClose,
}: {
  outcome: DeployTagOutcome;
  onClose: () => void;
}) {
  return (
    <>
      {refused.length > 0 && (
        <Callout tone="bad" title="Not all were deployed" role="alert">
          <ul className="space-y-1">
            {refused.map(({ resource_uuid, message }) => (
              <li key={resource_uuid} className="wrap-anywhere">
                {message}
              </li>
            ))}
          </ul>
        </Callout>
      )}
      <p className={refused.length > 0 ? 'mt-4 text-ink-2' : 'text-ink-2'}>
        These were queued, except databases that run already. Each leads to its deployment or its operations.
      </p>
      <ul aria-label="Started" className="mt-3 max-h-72 space-y-1 overflow-y-auto">
        {links.map(({ uuid, label, href }) => (
          <li key={uuid}>
            <Link href={href} className="wrap-anywhere underline">
              {label}
            </Link>
          </li>
        ))}
      </ul>
      <DialogActions>
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      </DialogActions>
    </>
  );
}
