import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import type { AccountFault } from './account-form.ts';

type Mutation<Request> = {
  readonly error: unknown;
  readonly isPending: boolean;
  readonly reset: () => void;
  readonly mutate: (request: Request, options: { readonly onSuccess: () => void }) => void;
};

type AccountDialogProps<Request> = {
  readonly trigger: ReactElement;
  readonly title: string;
  readonly submit: string;
  readonly read: (form: FormData) => { readonly request: Request } | { readonly fault: AccountFault };
  readonly mutation: Mutation<Request>;
  readonly onDone?: () => void;
  /** The fields, which are told what is wrong with one of them. */
  readonly children: (fault: AccountFault | undefined) => ReactNode;
};

/** A form about an account: says in place what is wrong with it, and closes once the server has taken it. */
export function AccountDialog<Request>(props: AccountDialogProps<Request>) {
  const { trigger, title, submit, read, mutation, onDone, children } = props;
  const [open, setOpen] = useState(false);
  const [fault, setFault] = useState<AccountFault>();

  const show = (next: boolean) => {
    setOpen(next);
    setFault(undefined);
    mutation.reset();
  };
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const answer = read(new FormData(event.currentTarget));
    if ('fault' in answer) return setFault(answer.fault);
    setFault(undefined);
    mutation.mutate(answer.request, {
      onSuccess: () => {
        show(false);
        onDone?.();
      },
    });
  };

  return (
    <Dialog open={open} onOpenChange={show} title={title} trigger={trigger}>
      <form onSubmit={send} noValidate>
        {fault && <Banner tone="danger" title={t(`users.fault.${fault}`)} />}
        {mutation.error !== null && mutation.error !== undefined && <ErrorNote error={mutation.error} />}
        {children(fault)}
        <DialogActions>
          <Button onClick={() => show(false)}>{t('action.cancel')}</Button>
          <Button type="submit" look="primary" busy={mutation.isPending}>
            {submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
