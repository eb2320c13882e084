'use client';

import { Eye, EyeOff, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { CopyButton } from '../feedback/copy-button';
import { Badge } from '../primitives/badge';
import { Button } from '../primitives/button';
import type { Variable } from '../resources';

export interface VariableDenials {
  update: string | null;
  remove: string | null;
}

/** Fields that a row shows of a variable, of a workload or shared. */
export type ShownVariable = Pick<
  Variable,
  'key' | 'comment' | 'value' | 'is_shown_once' | 'is_literal' | 'is_runtime' | 'is_buildtime'
> &
  Partial<Pick<Variable, 'is_shareable'>>;

interface VariableRowProps {
  variable: ShownVariable;
  /** Whether the workload is built, so that variables can also be passed to its build. */
  isBuilt: boolean;
  denials: VariableDenials;
  onEdit: () => void;
  onRemove: () => void;
}

export function VariableRow({ variable, isBuilt, denials, onEdit, onRemove }: VariableRowProps) {
  const { key, comment } = variable;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1 px-4 py-2.5 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]">
      <div className="min-w-0 self-center">
        <p className="break-all font-medium font-mono text-xs">{key}</p>
        {comment && <p className="mt-0.5 text-ink-3 text-xs">{comment}</p>}
        <Flags variable={variable} isBuilt={isBuilt} />
      </div>
      <div className="order-3 col-span-2 min-w-0 self-center md:order-none md:col-span-1">
        <Value variable={variable} />
      </div>
      <div className="flex self-center">
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Edit ${key}`}
          denied={denials.update}
          onClick={onEdit}
        >
          <Pencil aria-hidden />
        </Button>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Delete ${key}`}
          denied={denials.remove}
          onClick={onRemove}
        >
          <Trash2 aria-hidden />
        </Button>
      </div>
    </div>
  );
}

/** Flags that differ from the default: passed to the container, and to the build if there is one. */
function Flags({ variable, isBuilt }: { variable: ShownVariable; isBuilt: boolean }) {
  const toBuild = isBuilt && variable.is_buildtime;
  const flags = [
    !variable.is_runtime && toBuild && 'build only',
    isBuilt && variable.is_runtime && !toBuild && 'runtime only',
    !variable.is_runtime && !toBuild && 'not used',
    variable.is_literal && 'literal',
    variable.is_shareable && 'also for forks',
  ].filter((flag) => flag !== false);
  if (flags.length === 0) return null;
  return (
    <p className="mt-1 flex flex-wrap gap-1">
      {flags.map((flag) => (
        <Badge key={flag}>{flag}</Badge>
      ))}
    </p>
  );
}

function Value({ variable }: { variable: ShownVariable }) {
  const [isShown, setShown] = useState(false);
  const { value, key } = variable;
  if (variable.is_shown_once) return <span className="text-ink-3">write-only: it cannot be shown again</span>;
  if (value === undefined || value === null) return <span className="text-ink-3">hidden from your role</span>;
  return (
    <div className="flex items-start gap-1">
      <code className="min-w-0 flex-1 self-center whitespace-pre-wrap break-all text-ink-2 text-xs">
        {isShown ? value || <span className="text-ink-3">empty</span> : '••••••••••••'}
      </code>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={`${isShown ? 'Hide' : 'Reveal'} ${key}`}
        aria-pressed={isShown}
        onClick={() => setShown(!isShown)}
      >
        {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      </Button>
      <CopyButton text={value} label={`Copy ${key}`} />
    </div>
  );
}
