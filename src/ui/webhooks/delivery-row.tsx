import type { ReactNode } from 'react';
import { Time } from '../feedback/time';
import { shortCommit } from '../operation/short-commit';
import { paths } from '../paths';
import { Button } from '../primitives/button';
import { Cell, Row } from '../primitives/row-list';
import { Status } from '../primitives/status';
import type { Outputs } from '../trpc';
import { deliveryLooks } from './delivery-looks';

export type Delivery = Outputs['webhookDelivery']['listByApplication']['deliveries'][number];

interface DeliveryRowProps {
  delivery: Delivery;
  /** Text below the title; the reason for the outcome if absent. */
  detail?: ReactNode;
  /** Why the caller may not replay the delivery; null if they may. */
  denied: string | null;
  onReplay: () => void;
}

/** One delivery of a forge: its event, its outcome, and the reason for it. */
export function DeliveryRow({
  delivery,
  detail = <span className="whitespace-normal">{delivery.reason}</span>,
  denied,
  onReplay,
}: DeliveryRowProps) {
  const { label, tone } = deliveryLooks[delivery.status];
  const [result] = delivery.results;
  const href =
    result && delivery.status === 'queued' && result.deployment_uuid
      ? paths.deployment(result.application_uuid, result.deployment_uuid)
      : null;
  return (
    <Row {...(href !== null && { href })} title={<DeliveryTitle delivery={delivery} />} detail={detail}>
      <Cell className="w-24">
        <Status tone={tone}>{label}</Status>
      </Cell>
      <Cell className="w-24 text-right text-ink-3">
        <Time value={delivery.received_at} />
      </Cell>
      <Cell above className="flex w-20 justify-end">
        {delivery.is_replayable && (
          <Button size="sm" denied={denied} onClick={onReplay} aria-label={`Replay ${delivery.event}`}>
            Replay
          </Button>
        )}
      </Cell>
    </Row>
  );
}

function DeliveryTitle({ delivery: { event, ref, commit } }: { delivery: Delivery }) {
  return (
    <>
      {event} {ref && <code className="font-normal text-ink-2 text-xs">{ref}</code>}{' '}
      {commit && <code className="font-normal text-ink-3 text-xs">{shortCommit(commit)}</code>}
    </>
  );
}
