import { paths } from '../paths';
import { Link } from '../primitives/link';
import { deliveryLooks } from './delivery-looks';
import type { Delivery } from './delivery-row';

/** Repository of a delivery, the applications that it matched, and what it did with each; or why it matched none. */
export function DeliveryOutcome({ delivery }: { delivery: Delivery }) {
  const { repository, results, reason, status } = delivery;
  const { advice } = deliveryLooks[status];
  return (
    <div className="wrap-anywhere space-y-0.5 whitespace-normal">
      {repository !== null && <code className="block">{repository}</code>}
      {results.length === 0 ? (
        <p>{reason}</p>
      ) : (
        <ul>
          {results.map(({ application_uuid, application, message }) => (
            <li key={application_uuid}>
              <Link href={paths.application(application_uuid)} className="relative z-10 text-ink-2 underline">
                {application}
              </Link>
              : {message}
            </li>
          ))}
        </ul>
      )}
      {advice && <p>{advice}</p>}
    </div>
  );
}
