'use client';

import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { stripAnsi } from './ansi';
import type { LogChunkLines, LogLine } from './line-buffer';
import { LogChunk } from './log-chunk';
import { LogToolbar } from './log-toolbar';
import { useFollow } from './use-follow';

interface LogViewerProps {
  label: string;
  chunks: readonly LogChunkLines[];
  /** Name of the file when it is saved. */
  fileName: string;
  /** More may come. */
  isLive: boolean;
  /** Shown while there is no line. */
  empty: ReactNode;
  /** Scrolls there when it changes. */
  goTo?: number | null;
  /** Titles of the steps that lines belong to: each begins with a heading. */
  titles?: ReadonlyMap<string, string>;
}

export function LogViewer({ label, chunks, fileName, isLive, empty, goTo, titles }: LogViewerProps) {
  const [search, setSearch] = useState('');
  const [showTimes, setShowTimes] = useState(false);
  const [showHidden, setShowHidden] = useState(false);
  const [onlyMatches, setOnlyMatches] = useState(false);
  const [match, setMatch] = useState(0);
  const { scroller, isFollowing, follow, pause } = useFollow(chunks);

  const unfolded = useMemo(() => (showHidden ? chunks : chunks.map(withoutHidden)), [chunks, showHidden]);
  const needle = search.trim().toLowerCase();
  const matching = useMemo(
    () => (needle === '' ? [] : unfolded.map((chunk) => withMatches(chunk, needle))),
    [unfolded, needle],
  );
  const matches = useMemo(() => matching.flatMap(({ lines }) => lines), [matching]);
  const shown = onlyMatches && needle !== '' ? matching : unfolded;
  const current = matches[match % Math.max(1, matches.length)]?.sequence ?? null;
  const target = needle === '' ? (goTo ?? null) : current;

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
          <div className="px-3 py-2 text-ink-3">{shown === matching ? 'No line has this text.' : empty}</div>
        )}
        {shown.map((chunk, position) => (
          <LogChunk
            key={chunk.first}
            lines={chunk.lines}
            search={needle}
            showTimes={showTimes}
            current={current}
            titles={titles}
            before={shown[position - 1]?.lines.at(-1)?.step ?? null}
          />
        ))}
      </div>
    </section>
  );
}

function withMatches(chunk: LogChunkLines, needle: string): LogChunkLines {
  const isMatch = ({ text }: LogLine) => stripAnsi(text).toLowerCase().includes(needle);
  return { first: chunk.first, lines: chunk.lines.filter(isMatch) };
}

/** The same chunk where nothing is hidden, so that it is not drawn again. */
function withoutHidden(chunk: LogChunkLines): LogChunkLines {
  return chunk.lines.some((line) => line.hidden)
    ? { first: chunk.first, lines: chunk.lines.filter((line) => !line.hidden) }
    : chunk;
}
