'use client';

import { useQuery } from '@tanstack/react-query';
import { CodeBlock } from '../../feedback/code-block';
import { QueryView } from '../../feedback/query-view';
import { readTime, Time } from '../../feedback/time';
import { Button } from '../../primitives/button';
import { Drawer } from '../../primitives/drawer';
import { DrawerPart } from '../../primitives/drawer-part';
import { Cell, Row, RowList } from '../../primitives/row-list';
import { ListSkeleton } from '../../primitives/skeleton';
import { Status } from '../../primitives/status';
import { useDenial } from '../../session/use-can';
import { type Outputs, useTRPC } from '../../trpc';
import { deliveryLooks, eventTitle } from './delivery-looks';
import type { Delivery } from './delivery-row';
import { useResend } from './use-deliveries';

type Details = Outputs['notificationDelivery']['get'];

/** All details of one delivery: its attempts and its payload, and a button that sends it again. */
export function DeliveryDrawer({
  delivery: { uuid, event, created_at },
  onClose,
}: {
  delivery: Delivery;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const query = useQuery(trpc.notificationDelivery.get.queryOptions({ delivery_uuid: uuid }));
  return (
    <Drawer
      open
      onOpenChange={(open) => !open && onClose()}
      title={eventTitle(event)}
      description={<time dateTime={created_at}>{readTime(created_at).toLocaleString()}</time>}
    >
      <QueryView query={query} what="The delivery" skeleton={<ListSkeleton label="delivery" rows={3} />}>
        {(delivery) => <DeliveryDetails delivery={delivery} />}
      </QueryView>
    </Drawer>
  );
}

function DeliveryDetails({ delivery }: { delivery: Details }) {
  const { uuid, status, history, payload, next_attempt_at } = delivery;
  const { label, tone } = deliveryLooks[status];
  const resend = useResend();
  const denied = useDenial('notification:update');
  return (
    <div className="space-y-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <Status tone={tone}>{label}</Status>
          {next_attempt_at !== null && (
            <p className="text-ink-3 text-xs">
              Next attempt: <Time value={next_attempt_at} />
            </p>
          )}
        </div>
        <Button
          denied={denied}
          busy={resend.isPending}
          onClick={() => resend.mutate({ delivery_uuid: uuid })}
        >
          Send again
        </Button>
      </div>
      <DrawerPart title="Attempts">
        {history.length === 0 ? <p className="text-ink-2">None yet.</p> : <Attempts history={history} />}
      </DrawerPart>
      <DrawerPart title="Delivery id">
        <p className="mb-1.5 text-ink-3 text-xs">
          In the header <code>webhook-id</code> of every attempt, so that a receiver can ignore repetitions
        </p>
        <CodeBlock text={uuid} label="delivery id" />
      </DrawerPart>
      {payload !== undefined && (
        <DrawerPart title="Payload">
          <p className="mb-1.5 text-ink-3 text-xs">Formatted; it is sent, and signed, on one line</p>
          <CodeBlock text={JSON.stringify(JSON.parse(payload), null, 2)} label="payload" />
        </DrawerPart>
      )}
    </div>
  );
}

function Attempts({ history }: { history: Details['history'] }) {
  return (
    <RowList label="Attempts" rows={history} keyOf={({ number }) => String(number)}>
      {({ number, error, response_status, duration_ms, attempted_at }) => (
        <Row
          title={<Status tone={error === null ? 'ok' : 'bad'}>Attempt {number}</Status>}
          detail={
            <span className="wrap-anywhere whitespace-normal">
              {error ?? `Status ${response_status}`} · {duration_ms} ms
            </span>
          }
        >
          <Cell className="text-ink-3">
            <Time value={attempted_at} />
          </Cell>
        </Row>
      )}
    </RowList>
  );
}
