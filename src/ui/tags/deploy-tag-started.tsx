import { Button } from '../primitives/button';
import { DialogActions } from '../primitives/dialog';
import { Link } from '../primitives/link';
import type { OperationLink } from './tagged';

/** What was started for a tag, with a link to each operation. */
export function DeployTagStarted({ links, onClose }: { links: OperationLink[]; onClose: () => void }) {
  return (
    <>
      <p className="text-ink-2">
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
