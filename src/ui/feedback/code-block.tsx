import { cn } from '../primitives/cn';
import { CopyButton } from './copy-button';

/** Text to copy, such as a key or a command. Long lines wrap, so that no part is hidden. */
export function CodeBlock({ text, label, className }: { text: string; label: string; className?: string }) {
  return (
    <div className={cn('flex items-start gap-2 rounded-md border border-line bg-sunken p-1 pl-3', className)}>
      <pre className="min-w-0 flex-1 whitespace-pre-wrap break-all py-1 text-xs leading-5">{text}</pre>
      <CopyButton text={text} label={`Copy ${label}`} />
    </div>
  );
}
