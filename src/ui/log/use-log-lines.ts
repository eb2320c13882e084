import { useCallback, useEffect, useRef, useState } from 'react';
import { LineBuffer, type LogChunkLines, type LogLine } from './line-buffer';

/** Lines kept in the browser: enough for a long build, limited for a container with much output. */
const keptLines = 20_000;

export interface LogLines {
  chunks: readonly LogChunkLines[];
  /** Append lines. All lines that arrive within one frame are rendered together. */
  append: (lines: readonly LogLine[]) => void;
  clear: () => void;
}

export function useLogLines(): LogLines {
  const buffer = useRef(new LineBuffer(keptLines));
  const pending = useRef<LogLine[]>([]);
  const frame = useRef<number | null>(null);
  const [chunks, setChunks] = useState(buffer.current.chunks);

  const append = useCallback((lines: readonly LogLine[]) => {
    pending.current.push(...lines);
    frame.current ??= requestAnimationFrame(() => {
      frame.current = null;
      buffer.current.append(pending.current);
      pending.current = [];
      setChunks(buffer.current.chunks);
    });
  }, []);

  const clear = useCallback(() => {
    buffer.current = new LineBuffer(keptLines);
    pending.current = [];
    setChunks(buffer.current.chunks);
  }, []);

  useEffect(
    () => () => {
      if (frame.current !== null) cancelAnimationFrame(frame.current);
      frame.current = null;
    },
    [],
  );

  return { chunks, append, clear };
}
