import { FormEvent, useState } from 'react';
import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import { LinkButton } from '@backstage/core-components';
import {
  ExportSchedule,
  StorageIntegration,
  View,
} from 'backstage-plugin-audit-log-common';
import { useWords } from '../words';
import { ConflictAlert } from './ConflictAlert';
import { FormatFields } from './FormatFields';
import { HowFields } from './HowFields';
import { PreviewPanel } from './PreviewPanel';
import { WhatFields } from './WhatFields';
import { WhenFields } from './WhenFields';
import { WhereFields } from './WhereFields';
import { useFormStyles } from './formStyles';
import {
  ScheduleDraft,
  movedTo,
  suggestDestination,
  withExtension,
} from './scheduleDraft';
import { usePreview } from './usePreview';
import { useScheduleForm } from './useScheduleForm';

/** All fields of a schedule beside a preview of what it would do. */
export function ScheduleFields(props: {
  title: string;
  initial: ScheduleDraft;
  schedule?: ExportSchedule;
  ownQuery?: string;
  views: View[];
  /** Undefined for readers who may not list them. */
  integrations: StorageIntegration[] | undefined;
  cancelTo: string;
  onSaved: (schedule: ExportSchedule) => void;
}) {
  const { initial, schedule, views, integrations } = props;
  const t = useWords();
  const classes = useFormStyles();
  const form = useScheduleForm({
    initial,
    schedule,
    ownQuery: props.ownQuery,
    onSaved: props.onSaved,
  });
  const preview = usePreview(form);
  const { draft, change } = form;
  const [isSuggested, setSuggested] = useState(
    () =>
      initial.destination ===
      suggestDestination(initial, integrationOf(initial.integration)),
  );

  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.save();
  };

  return (
    <form className={classes.page} onSubmit={submit} noValidate>
      <h2 className={classes.title}>{props.title}</h2>
      <div className={classes.columns}>
        <div className={classes.sections}>
          <WhatFields form={form} views={views} onName={rename} />
          <WhereFields
            form={form}
            integrations={integrations}
            onIntegration={moveTo}
            onDestination={destination => {
              setSuggested(false);
              change({ destination });
            }}
          />
          <FormatFields
            form={form}
            views={views}
            onOutput={output =>
              change({
                output,
                destination: withExtension(
                  draft.destination,
                  draft.output,
                  output,
                ),
              })
            }
          />
          <WhenFields form={form} />
          <HowFields form={form} />
          <ConflictAlert form={form} />
          {form.failure && (
            <Alert severity="error" role="alert">
              {t('scheduleForm.failed')} {form.failure}
            </Alert>
          )}
          <div className={classes.actions}>
            {form.invalidCount > 0 && (
              <span role="alert">
                {t('scheduleForm.invalid', { count: form.invalidCount })}
              </span>
            )}
            <LinkButton to={props.cancelTo}>
              {t('scheduleForm.discard')}
            </LinkButton>
            <Button
              type="submit"
              variant="contained"
              color="primary"
              disabled={form.isSent || form.conflict !== undefined}
            >
              {t(form.schedule ? 'scheduleForm.save' : 'scheduleForm.create')}
            </Button>
          </div>
        </div>
        <PreviewPanel form={form} preview={preview} />
      </div>
    </form>
  );

  function integrationOf(name: string): StorageIntegration | undefined {
    return integrations?.find(each => each.name === name);
  }

  function rename(name: string): void {
    change({
      name,
      ...(isSuggested && {
        destination: suggestDestination(
          { ...draft, name },
          integrationOf(draft.integration),
        ),
      }),
    });
  }

  function moveTo(integration: string): void {
    const next = integrationOf(integration);
    change({
      integration,
      ...(next && {
        destination: isSuggested
          ? suggestDestination(draft, next)
          : movedTo(
              draft.destination,
              integrationOf(draft.integration)?.destination,
              next.destination,
            ),
      }),
    });
  }
}
