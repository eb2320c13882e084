'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ConfirmDialog } from './confirm-dialog';
import { holdHistory } from './history-guard';

interface LeaveGuardProps {
  /** Whether unsaved data would be lost now. */
  isAtRisk: boolean;
  title: string;
  confirmLabel: string;
  /** Description of what would be lost. */
  children: ReactNode;
}

/** An address, or a distance in entries of the browser's history. */
type Target = string | number;

/** Ask for confirmation before a link, the back button, a reload or a closed tab loses data that cannot be restored. */
export function LeaveGuard({ isAtRisk, title, confirmLabel, children }: LeaveGuardProps) {
  const [target, setTarget] = useState<Target | null>(null);
  const isLeaving = useRef(false);
  const router = useRouter();

  useEffect(() => {
    if (!isAtRisk) return;
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = leavingLink(event);
      if (!link) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(link);
    };
    isLeaving.current = false;
    const release = holdHistory(() => !isLeaving.current, setTarget);
    window.addEventListener('beforeunload', beforeUnload);
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      release();
      window.removeEventListener('beforeunload', beforeUnload);
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [isAtRisk]);

  return (
    <ConfirmDialog
      open={target !== null}
      onOpenChange={(open) => !open && setTarget(null)}
      title={title}
      confirmLabel={confirmLabel}
      onConfirm={async () => {
        isLeaving.current = true;
        if (typeof target === 'number') window.history.go(target);
        else if (target) router.push(target);
      }}
    >
      <p>{children}</p>
    </ConfirmDialog>
  );
}

/** Address of the clicked link, if following it leaves this page in this tab; otherwise null. */
function leavingLink(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (
    !(link instanceof HTMLAnchorElement) ||
    link.target === '_blank' ||
    link.origin !== window.location.origin
  )
    return null;
  return link.pathname === window.location.pathname ? null : link.pathname + link.search;
}
