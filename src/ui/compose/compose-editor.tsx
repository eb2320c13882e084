'use client';

import { autocompletion, type CompletionContext, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { indentUnit } from '@codemirror/language';
import { type Diagnostic, linter, lintGutter, lintKeymap } from '@codemirror/lint';
import { EditorState, StateEffect, type Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { Outputs } from '../trpc';
import { editorTheme } from './editor-theme';

export type FileProblem = Outputs['stack']['validate']['problems'][number];

export interface ComposeEditorProps {
  label: string;
  id: string;
  describedBy: string | undefined;
  value: string;
  isLocked: boolean;
  example?: string;
  onChange: (text: string) => void;
  onLeave: () => void;
  /** Check a text on the server. */
  judge: (text: string) => Promise<{ problems: FileProblem[]; warnings: FileProblem[] }>;
  /** Further input of the check: when it changes, the text is checked again. */
  judgedBy?: string | boolean;
  /** List the completions after these lines; without it, nothing is completed. */
  optionsAfter?: (lines: readonly string[]) => readonly string[];
}

/** Time without a keystroke after which a file is checked. */
const SETTLED_MS = 600;

const judgeAgain = StateEffect.define();

/** Editor for YAML files. Tab moves the focus out of it, as from every field; Ctrl+Space completes. */
export function ComposeEditor(props: ComposeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const { id, label, describedBy, value, isLocked, example, judgedBy } = props;

  // The editor is created once; the effects below pass on later changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    if (!place.current) return;
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          highlightActiveLine(),
          yaml(),
          indentUnit.of('  '),
          EditorView.lineWrapping,
          editorTheme,
          autocompletion({ override: [(context) => complete(context, latest.current)] }),
          lintGutter(),
          linter(async ({ state }) => judged(latest.current, state.doc), {
            delay: SETTLED_MS,
            needsRefresh: ({ transactions }) =>
              transactions.some(({ effects }) => effects.some((effect) => effect.is(judgeAgain))),
          }),
          keymap.of([...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
          EditorState.readOnly.of(isLocked),
          EditorView.editable.of(!isLocked),
          EditorView.contentAttributes.of({
            id,
            'aria-label': label,
            ...(describedBy && { 'aria-describedby': describedBy }),
          }),
          ...(example ? [placeholder(example)] : []),
          EditorView.domEventHandlers({ blur: () => latest.current.onLeave() }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) latest.current.onChange(state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, []);

  // The value also changes when a change is discarded or another user saves.
  useEffect(() => {
    const { current } = view;
    const before = current?.state.doc.toString();
    if (current && before !== value)
      current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: value } });
  }, [value]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the change is what asks for it
  useEffect(() => {
    view.current?.dispatch({ effects: judgeAgain.of(null) });
  }, [judgedBy]);

  return (
    <div
      ref={place}
      className="max-h-[70vh] min-h-80 overflow-auto rounded-md border border-line-strong bg-surface shadow-raised [&_.cm-editor]:min-h-80"
    />
  );
}

async function judged({ judge }: ComposeEditorProps, doc: Text): Promise<Diagnostic[]> {
  if (doc.toString().trim() === '') return [];
  const { problems, warnings } = await judge(doc.toString());
  return [
    ...problems.map((problem) => diagnosticOf(doc, problem, 'error')),
    ...warnings.map((problem) => diagnosticOf(doc, problem, 'info')),
  ];
}

function diagnosticOf(
  doc: Text,
  { line, column, message }: FileProblem,
  severity: Diagnostic['severity'],
): Diagnostic {
  const place = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const from = Math.min(place.from + Math.max(column - 1, 0), place.to);
  return { from, to: place.to, severity, message };
}

function complete(context: CompletionContext, { optionsAfter }: ComposeEditorProps) {
  if (!optionsAfter) return null;
  const word = context.matchBefore(/[\w"-]*/);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  const options = optionsAfter(context.state.sliceDoc(0, context.pos).split('\n'));
  const isKey = !/:\s/.test(
    context.state.doc
      .lineAt(context.pos)
      .text.slice(0, word.from - context.state.doc.lineAt(context.pos).from),
  );
  return {
    from: word.from,
    options: options.map((label) => ({ label, apply: isKey ? `${label}: ` : label })),
    validFor: /^[\w"-]*$/,
  };
}
