import { Time } from '../../feedback/time';
import { Cell } from '../../primitives/row-list';
import { Status } from '../../primitives/status';
import type { Outputs } from '../../trpc';
import { deliveryLooks, eventTitle } from './delivery-looks';

export type Delivery = Outputs['notificationDelivery']['list']['deliveries'][number];

/** One delivery: its event, its outcome, and why it failed. The whole row opens its details. */
export function DeliveryRow({ delivery, onOpen }: { delivery: Delivery; onOpen: () => void }) {
  const { label, tone } = deliveryLooks[delivery.status];
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={onOpen}
      className="flex w-full flex-wrap items-center gap-x-6 gap-y-1 px-4 py-3 text-left transition-colors hover:bg-hover focus-visible:-outline-offset-2"
    >
      <span className="min-w-0 flex-1 basis-64">
        <span className="block font-medium">{eventTitle(delivery.event)}</span>
        <span className="wrap-anywhere block text-ink-3 text-xs">
          <Outcome delivery={delivery} />
        </span>
      </span>
      <Cell className="w-24">
        <Status tone={tone}>{label}</Status>
      </Cell>
      <Cell className="hidden w-24 text-ink-3 md:block">
        {delivery.attempts === 1 ? '1 attempt' : `${delivery.attempts} attempts`}
      </Cell>
      <Cell className="ml-auto w-24 text-right text-ink-3">
        <Time value={delivery.created_at} />
      </Cell>
    </button>
  );
}

function Outcome({
  delivery: { status, error, response_status, duration_ms, next_attempt_at },
}: {
  delivery: Delivery;
}) {
  if (status === 'delivered') return `Status ${response_status} after ${duration_ms} ms`;
  if (status === 'failed') return error;
  return (
    <>
      {error ?? 'Not sent yet.'}{' '}
      {error !== null && (
        <>
          Next attempt: <Time value={next_attempt_at} />
        </>
      )}
    </>
  );
}
