'use client';

import {
  ArrowDownToLine,
  Bug,
  ChevronDown,
  ChevronUp,
  Clock,
  Download,
  ListFilter,
  Pause,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { CopyButton } from '../feedback/copy-button';
import { Button } from '../primitives/button';
import { cn } from '../primitives/cn';
import { saveText } from '../primitives/save-text';

interface LogToolbarProps {
  search: string;
  onSearch: (text: string) => void;
  /** Current match and number of matches; null without a search. */
  found: { at: number; of: number } | null;
  onMove: (by: 1 | -1) => void;
  /** Whether only matching lines are shown. */
  onlyMatches: boolean;
  onOnlyMatches: (only: boolean) => void;
  showTimes: boolean;
  onShowTimes: (show: boolean) => void;
  showHidden: boolean;
  onShowHidden: (show: boolean) => void;
  isLive: boolean;
  isFollowing: boolean;
  onFollow: () => void;
  text: () => string;
  fileName: string;
}

export function LogToolbar(props: LogToolbarProps) {
  const { search, onSearch, found, onMove } = props;
  return (
    <div className="flex flex-wrap items-center gap-1 border-line border-b bg-surface p-1.5">
      <input
        type="search"
        value={search}
        onChange={(event) => onSearch(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onMove(event.shiftKey ? -1 : 1);
        }}
        aria-label="Search the log"
        placeholder="Search"
        className="h-7 w-full min-w-32 flex-1 rounded-md bg-sunken px-2 text-lg placeholder:text-ink-3 sm:max-w-64 sm:text-xs"
      />
      {found && (
        <>
          <span className="px-1 text-ink-3 text-xs tabular-nums" role="status">
            {found.at} of {found.of}
          </span>
          <Button variant="ghost" size="icon-sm" aria-label="Previous match" onClick={() => onMove(-1)}>
            <ChevronUp aria-hidden />
          </Button>
          <Button variant="ghost" size="icon-sm" aria-label="Next match" onClick={() => onMove(1)}>
            <ChevronDown aria-hidden />
          </Button>
        </>
      )}
      {found && (
        <Toggle label="Only matching lines" pressed={props.onlyMatches} onToggle={props.onOnlyMatches}>
          <ListFilter aria-hidden />
        </Toggle>
      )}
      <LogToggles {...props} />
    </div>
  );
}

function LogToggles(props: LogToolbarProps) {
  const { isLive, isFollowing, onFollow, text, fileName } = props;
  return (
    <div className="ml-auto flex items-center gap-0.5">
      {isLive && (
        <Button size="sm" variant="ghost" onClick={onFollow} aria-pressed={isFollowing}>
          {isFollowing ? <Pause aria-hidden /> : <ArrowDownToLine aria-hidden />}
          {isFollowing ? 'Pause' : 'Follow'}
        </Button>
      )}
      <Toggle label="Times" pressed={props.showTimes} onToggle={props.onShowTimes}>
        <Clock aria-hidden />
      </Toggle>
      <Toggle label="Debug lines" pressed={props.showHidden} onToggle={props.onShowHidden}>
        <Bug aria-hidden />
      </Toggle>
      <CopyButton text={text} label="Copy log" />
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Download log"
        title="Download log"
        onClick={() => saveText(fileName, text())}
      >
        <Download aria-hidden />
      </Button>
    </div>
  );
}

interface ToggleProps {
  label: string;
  pressed: boolean;
  onToggle: (pressed: boolean) => void;
  children: ReactNode;
}

function Toggle({ label, pressed, onToggle, children }: ToggleProps) {
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={() => onToggle(!pressed)}
      className={cn(pressed && 'bg-hover text-ink')}
    >
      {children}
    </Button>
  );
}
