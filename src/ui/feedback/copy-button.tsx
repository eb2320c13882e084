'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../primitives/button';
import { notify } from './notify';

interface CopyButtonProps {
  /** Text, or a function that returns it, so that a long text is built only when it is copied. */
  text: string | (() => string);
  /** Label for screen readers, such as "Copy public key". */
  label: string;
  /** Whether to show the label next to the icon. */
  labelled?: boolean;
}

export function CopyButton({ text, label, labelled }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    } catch {
      notify.error('Your browser did not allow copying. Select the text and copy it manually.');
    }
  }
  const Icon = copied ? Check : Copy;
  return (
    <Button
      variant={labelled ? 'secondary' : 'ghost'}
      size={labelled ? 'md' : 'icon-sm'}
      onClick={copy}
      {...(labelled ? {} : { 'aria-label': copied ? 'Copied' : label, title: label })}
    >
      <Icon aria-hidden className={copied ? 'text-ok' : undefined} />
      {labelled && (copied ? 'Copied' : label)}
    </Button>
  );
}
