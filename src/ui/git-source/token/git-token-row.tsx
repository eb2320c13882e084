import { forgeNames } from '../../../domain/forge';
import { Time } from '../../feedback/time';
import { Button } from '../../primitives/button';
import { Cell } from '../../primitives/row-list';
import { Status } from '../../primitives/status';
import { useDenial } from '../../session/use-can';
import { SourceRow } from '../source-row';
import type { GitToken } from './use-git-tokens';

interface GitTokenRowProps {
  token: GitToken;
  /** Whether the token is being validated. */
  isAsked: boolean;
  onValidate: () => void;
  onEdit: () => void;
  onDelete: () => void;
}

export function GitTokenRow({ token, isAsked, onValidate, onEdit, onDelete }: GitTokenRowProps) {
  const { name, forge, html_url = '', repositories = null, problem = null } = token;
  const denial = useDenial('git_source:update');
  return (
    <SourceRow
      name={name}
      owner={repositories}
      address={html_url}
      note={forgeNames[forge]}
      problem={problem}
      actions={
        <Button size="sm" busy={isAsked} denied={denial} onClick={onValidate} aria-label={`Validate ${name}`}>
          Validate
        </Button>
      }
      onEdit={onEdit}
      onDelete={onDelete}
    >
      <Cell className="w-40">
        {problem !== null && <Status tone="bad">Last use failed</Status>}
        <LastUse token={token} />
      </Cell>
    </SourceRow>
  );
}

function LastUse({ token: { last_used_at, problem = null } }: { token: GitToken }) {
  if (last_used_at === null) return <span className="text-ink-3">Not used yet</span>;
  return (
    <span className="block text-ink-3">
      {problem === null && 'Last used '}
      <Time value={last_used_at} />
    </span>
  );
}
