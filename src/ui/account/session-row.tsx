import { Laptop, Smartphone, SquareTerminal } from 'lucide-react';
import { Time } from '../feedback/time';
import { Badge } from '../primitives/badge';
import { Button } from '../primitives/button';
import { Cell, Row } from '../primitives/row-list';
import type { Outputs } from '../trpc';
import { type DeviceKind, describeDevice, deviceKind } from './device';

export type SessionItem = Outputs['session']['list'][number];

const icons: Record<DeviceKind, typeof Laptop> = {
  computer: Laptop,
  phone: Smartphone,
  program: SquareTerminal,
};

export function SessionRow({ session, onEnd }: { session: SessionItem; onEnd: () => void }) {
  const device = describeDevice(session.user_agent);
  const Icon = icons[deviceKind(session.user_agent)];
  return (
    <Row
      title={
        <span className="inline-flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
          <span title={session.user_agent ?? undefined}>{device}</span>
          {session.is_current && <Badge tone="ok">This session</Badge>}
        </span>
      }
      detail={
        <>
          <code>{session.ip ?? 'unknown IP address'}</code> · signed in <Time value={session.created_at} />
        </>
      }
    >
      <Cell className="w-36 text-ink-3">
        used <Time value={session.last_used_at ?? session.created_at} />
      </Cell>
      <Cell className="hidden w-36 text-ink-3 md:block">
        ends <Time value={session.expires_at} />
      </Cell>
      <Cell className="ml-auto w-20 text-right">
        {!session.is_current && (
          <Button
            size="sm"
            variant="danger-quiet"
            onClick={onEnd}
            aria-label={`Sign out ${device}${session.ip ? ` at ${session.ip}` : ''}`}
          >
            Sign out
          </Button>
        )}
      </Cell>
    </Row>
  );
}
