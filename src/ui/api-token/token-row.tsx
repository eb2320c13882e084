import { Time } from '../feedback/time';
import { useNow } from '../feedback/use-now';
import { paths } from '../paths';
import { Button } from '../primitives/button';
import { Cell, Row } from '../primitives/row-list';
import { Status } from '../primitives/status';
import { describeAccess } from './presets';
import { tokenState } from './token-state';
import type { Token } from './token-values';

interface TokenRowProps {
  token: Token;
  /** Whether to show the owner, as in a list of the tokens of all users. */
  withOwner: boolean;
  onRevoke: () => void;
}

export function TokenRow({ token, withOwner, onRevoke }: TokenRowProps) {
  const state = tokenState(token, useNow(60_000));
  return (
    <Row
      title={token.name}
      href={paths.apiToken(token.id)}
      detail={
        <>
          <code>…{token.hint}</code> ·{' '}
          {withOwner ? (
            token.user.name
          ) : (
            <>
              created <Time value={token.created_at} />
            </>
          )}
        </>
      }
    >
      <Cell className="w-36 truncate">{describeAccess(token.abilities, token.scopes)}</Cell>
      <Cell className="w-32">
        <Status tone={state.tone}>{state.label}</Status>
      </Cell>
      <Cell className="hidden w-32 text-ink-3 md:block">
        {token.last_used_at ? (
          <>
            used <Time value={token.last_used_at} />
          </>
        ) : (
          'never used'
        )}
      </Cell>
      <Cell className="hidden w-36 text-ink-3 lg:block">
        <Ending token={token} />
      </Cell>
      <Cell above className="ml-auto hidden sm:block">
        <Button size="sm" variant="danger-quiet" onClick={onRevoke} aria-label={`Revoke ${token.name}`}>
          Revoke
        </Button>
      </Cell>
    </Row>
  );
}

function Ending({ token: { grace_until, expires_at } }: { token: Token }) {
  if (grace_until)
    return (
      <>
        ends <Time value={grace_until} />
      </>
    );
  if (!expires_at) return 'never expires';
  return (
    <>
      expires <Time value={expires_at} />
    </>
  );
}
