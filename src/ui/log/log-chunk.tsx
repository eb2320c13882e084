import { ChevronDown, ChevronRight } from 'lucide-react';
import { Fragment, memo } from 'react';
import { cn } from '../primitives/cn';
import { type AnsiColor, parseAnsi, stripAnsi } from './ansi';
import type { LogSection } from './folds';
import type { LogLine } from './line-buffer';

const colors: Record<AnsiColor, string> = {
  black: 'text-(--ansi-black)',
  red: 'text-(--ansi-red)',
  green: 'text-(--ansi-green)',
  yellow: 'text-(--ansi-yellow)',
  blue: 'text-(--ansi-blue)',
  magenta: 'text-(--ansi-magenta)',
  cyan: 'text-(--ansi-cyan)',
  white: 'text-(--ansi-white)',
};

interface LogChunkProps {
  lines: readonly LogLine[];
  /** Search text in lower case; empty highlights nothing. */
  search: string;
  showTimes: boolean;
  /** Sequence of the current match. */
  current: number | null;
  sections: ReadonlyMap<string, LogSection> | undefined;
  /** Folded sections with their number of lines. */
  folds: ReadonlyMap<string, number>;
  onFold: (step: string, isFolded: boolean) => void;
  /** Step of the line before the first one. */
  before: string | null;
}

/**
 * Chunk of lines. The browser skips the layout of lines that are out of sight (content-visibility), but can search
 * them.
 */
export const LogChunk = memo(function LogChunk({
  lines,
  search,
  showTimes,
  current,
  sections,
  folds,
  onFold,
  before,
}: LogChunkProps) {
  return (
    <div className="[contain-intrinsic-size:auto_20rem] [content-visibility:auto]">
      {lines.map((line, position) => {
        const above = position === 0 ? before : lines[position - 1]?.step;
        const { step } = line;
        const section = step !== null && step !== above ? sections?.get(step) : undefined;
        const isFolded = step !== null && folds.has(step);
        return (
          <Fragment key={line.sequence}>
            {section && step !== null && (
              <SectionHeading
                title={section.title}
                foldedLines={folds.get(step)}
                onToggle={() => onFold(step, !isFolded)}
              />
            )}
            {!isFolded && (
              <Line line={line} search={search} showTimes={showTimes} isCurrent={line.sequence === current} />
            )}
          </Fragment>
        );
      })}
    </div>
  );
});

interface SectionHeadingProps {
  title: string;
  /** Number of folded lines; undefined if the section is open. */
  foldedLines: number | undefined;
  onToggle: () => void;
}

function SectionHeading({ title, foldedLines, onToggle }: SectionHeadingProps) {
  const isOpen = foldedLines === undefined;
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <div className="px-1 pt-3 pb-1 first:pt-0">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="flex w-full items-center gap-1 rounded-md px-1 text-left font-sans text-ink-3 transition-colors hover:bg-hover hover:text-ink"
      >
        <Icon aria-hidden className="size-3.5 shrink-0" />
        <span className="font-medium">{title}</span>
        {!isOpen && (
          <span className="ml-1 tabular-nums">{foldedLines === 1 ? '1 line' : `${foldedLines} lines`}</span>
        )}
      </button>
    </div>
  );
}

interface LineProps {
  line: LogLine;
  search: string;
  showTimes: boolean;
  isCurrent: boolean;
}

const Line = memo(function Line({ line, search, showTimes, isCurrent }: LineProps) {
  const isMatch = search !== '' && stripAnsi(line.text).toLowerCase().includes(search);
  return (
    <div
      data-line={line.sequence}
      className={cn(
        'flex gap-3 px-3 hover:bg-hover',
        line.hidden && 'text-ink-3',
        line.stream === 'stderr' && !line.hidden && 'border-warn-mark border-l-2 pl-2.5',
        isMatch && 'bg-warn-soft',
        isCurrent && 'outline outline-warn-mark -outline-offset-1',
      )}
    >
      {showTimes && <span className="shrink-0 select-none text-ink-3 tabular-nums">{clock(line.at)}</span>}
      <span className="min-w-0 whitespace-pre-wrap break-all">
        {parseAnsi(line.text).map(({ text, color, bold }, position) => {
          const key = position; // the segments of a line never change their order
          if (!color && !bold) return <Fragment key={key}>{text}</Fragment>;
          return (
            <span key={key} className={cn(color && colors[color], bold && 'font-semibold')}>
              {text}
            </span>
          );
        })}
      </span>
    </div>
  );
});

/** Format a time as `14:03:22.104` in the user's time zone. */
function clock(at: string | null): string {
  if (!at) return '';
  const date = new Date(at);
  return `${date.toLocaleTimeString('en-GB')}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
