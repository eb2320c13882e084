import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const mono = 'var(--font-jetbrains-mono), ui-monospace, SFMono-Regular, Menlo, monospace';

/** Colours of the console, for both of its themes. */
export const editorTheme: Extension = [
  EditorView.theme({
    '&': { backgroundColor: 'var(--surface)', color: 'var(--ink)', fontSize: '0.75rem' },
    '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '0' },
    '.cm-scroller': { fontFamily: mono, lineHeight: '1.25rem' },
    '.cm-content': { caretColor: 'var(--ink)', padding: '0.5rem 0' },
    '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--ink-3)', border: 'none' },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
    '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
      backgroundColor: 'var(--accent-soft)',
    },
    '.cm-cursor': { borderLeftColor: 'var(--ink)' },
    '.cm-tooltip': {
      backgroundColor: 'var(--surface)',
      color: 'var(--ink)',
      border: '1px solid var(--line-strong)',
      borderRadius: '6px',
    },
    '.cm-tooltip-autocomplete ul li[aria-selected]': {
      backgroundColor: 'var(--accent-soft)',
      color: 'var(--ink)',
    },
    '.cm-placeholder': { color: 'var(--ink-3)' },
    '.cm-insertedLine, .cm-changedLine': { backgroundColor: 'var(--ok-soft) !important' },
    '.cm-deletedChunk': { backgroundColor: 'var(--bad-soft) !important', paddingLeft: '6px' },
    '.cm-changedText, .cm-deletedText': { background: 'none !important' },
    '.cm-collapsedLines': { background: 'var(--sunken) !important', color: 'var(--ink-2)' },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent-text)' },
      { tag: [tags.string, tags.content, tags.attributeValue], color: 'var(--ink)' },
      { tag: [tags.comment, tags.lineComment], color: 'var(--ink-3)' },
      { tag: [tags.keyword, tags.bool, tags.number, tags.labelName, tags.typeName], color: 'var(--warn)' },
    ]),
  ),
];
