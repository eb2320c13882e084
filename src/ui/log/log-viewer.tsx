'use client';

import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { stripAnsi } from './ansi';
import type { LogSection } from './folds';
import type { LogChunkLines, LogLine } from './line-buffer';
import { LogChunk } from './log-chunk';
import { LogToolbar } from './log-toolbar';
import { useFolds } from './use-folds';
import { useFollow } from './use-follow';

const noFolds: ReadonlyMap<string, number> = new Map();

interface LogViewerProps {
  label: string;
  chunks: readonly LogChunkLines[];
  /** Name of the file in which the log is saved. */
  fileName: string;
  /** Whether more lines may follow. */
  isLive: boolean;
  /** Shown while there are no lines. */
  empty: ReactNode;
  /** Step to open and scroll to. */
  goTo?: string | null;
  /** Steps of the lines. Each starts with a heading that folds it. */
  sections?: ReadonlyMap<string, LogSection>;
}

export function LogViewer({ label, chunks, fileName, isLive, empty, goTo = null, sections }: LogViewerProps) {
  const [search, setSearch] = useState('');
  const [showTimes, setShowTimes] = useState(false);
  const [showHidden, setShowHidden] = useState(false);
  const [onlyMatches, setOnlyMatches] = useState(false);
  const [match, setMatch] = useState(0);
  const { scroller, isFollowing, follow, pause } = useFollow(chunks);

  const visible = useMemo(() => (showHidden ? chunks : chunks.map(withoutHidden)), [chunks, showHidden]);
  const { folds, fold } = useFolds(visible, sections);
  const needle = search.trim().toLowerCase();
  const matching = useMemo(
    () => (needle === '' ? [] : visible.map((chunk) => withMatches(chunk, needle))),
    [visible, needle],
  );
  const matches = useMemo(() => matching.flatMap(({ lines }) => lines), [matching]);
  const shown = onlyMatches && needle !== '' ? matching : visible;
  const current = matches[match % Math.max(1, matches.length)]?.sequence ?? null;
  const goal = useMemo(() => (goTo === null ? null : firstOf(goTo, visible)), [goTo, visible]);
  const target = needle === '' ? goal : current;
  const [reached, setReached] = useState<string | null>(null);
  if (goTo !== reached) {
    setReached(goTo);
    if (goTo !== null) fold(goTo, false);
  }

  const scrollTo = useRef((sequence: number) => {
    scroller.current?.querySelector(`[data-line="${sequence}"]`)?.scrollIntoView({ block: 'center' });
  });
  useEffect(() => {
    if (target === null) return;
    pause();
    scrollTo.current(target);
  }, [target, pause]);

  const isEmpty = shown.every(({ lines }) => lines.length === 0);
  return (
    <section
      aria-label={label}
      className="flex flex-col overflow-hidden rounded-lg border border-line bg-sunken"
    >
      <LogToolbar
        search={search}
        onSearch={(text) => {
          setSearch(text);
          setMatch(0);
        }}
        found={
          needle === ''
            ? null
            : { at: matches.length === 0 ? 0 : (match % matches.length) + 1, of: matches.length }
        }
        onMove={(by) => setMatch((at) => (at + by + matches.length) % Math.max(1, matches.length))}
        onlyMatches={onlyMatches}
        onOnlyMatches={setOnlyMatches}
        showTimes={showTimes}
        onShowTimes={setShowTimes}
        showHidden={showHidden}
        onShowHidden={setShowHidden}
        isLive={isLive}
        isFollowing={isFollowing}
        onFollow={isFollowing ? pause : follow}
        text={() =>
          chunks
            .flatMap(({ lines }) => lines)
            .map((line) => stripAnsi(line.text))
            .join('\n')
        }
        fileName={fileName}
      />
      <div
        ref={scroller}
        role="log"
        aria-label={label}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard
        tabIndex={0}
        className="h-[60vh] min-h-80 grow overflow-y-auto overscroll-contain py-2 font-mono text-xs leading-5 outline-offset-[-2px]"
      >
        {isEmpty && (
          <div className="px-3 py-2 text-ink-3">{shown === matching ? 'No lines match.' : empty}</div>
        )}
        {shown.map((chunk, position) => (
          <LogChunk
            key={chunk.first}
            lines={chunk.lines}
            search={needle}
            showTimes={showTimes}
            current={current}
            sections={sections}
            // A search includes folded sections.
            folds={needle === '' ? folds : noFolds}
            onFold={fold}
            before={shown[position - 1]?.lines.at(-1)?.step ?? null}
          />
        ))}
      </div>
    </section>
  );
}

/** Sequence of the first line of a step; null while it has none. */
function firstOf(step: string, chunks: readonly LogChunkLines[]): number | null {
  for (const { lines } of chunks) {
    const line = lines.find((each) => each.step === step);
    if (line) return line.sequence;
  }
  return null;
}

function withMatches(chunk: LogChunkLines, needle: string): LogChunkLines {
  const isMatch = ({ text }: LogLine) => stripAnsi(text).toLowerCase().includes(needle);
  return { first: chunk.first, lines: chunk.lines.filter(isMatch) };
}

/** Remove the hidden lines. A chunk without any is returned unchanged, so that it is not rendered again. */
function withoutHidden(chunk: LogChunkLines): LogChunkLines {
  return chunk.lines.some((line) => line.hidden)
    ? { first: chunk.first, lines: chunk.lines.filter((line) => !line.hidden) }
    : chunk;
}
