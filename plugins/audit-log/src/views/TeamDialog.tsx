import { useCallback, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { actorsQuery, errorText, membersOf, useLoaded } from '../shared';
import { useWords } from '../words';

/** A team of the catalog that has members. */
interface Team {
  name: string;
  /** What its members did; undefined where they are too many for a query. */
  q: string | undefined;
}

/** Asks for a team of the catalog. */
export function TeamDialog(props: {
  /** Called with the query for what the members did. */
  onChoose: (q: string) => void;
  onClose: () => void;
}) {
  const t = useWords();
  const catalog = useApi(catalogApiRef);
  const [team, setTeam] = useState<Team | null>(null);
  const teams = useLoaded(
    useCallback(async () => {
      const { items } = await catalog.getEntities({
        filter: { kind: 'group' },
      });
      return items.filter(group => membersOf(group).length > 0).map(teamOf);
    }, [catalog]),
  );
  return (
    <Dialog
      open
      fullWidth
      maxWidth="xs"
      onClose={props.onClose}
      aria-labelledby="audit-log-team-title"
    >
      <DialogTitle id="audit-log-team-title">
        {t('view.readyName.team')}
      </DialogTitle>
      <DialogContent>
        {teams.status === 'failed' && (
          <Typography role="alert" variant="body2">
            {t('view.teamsFailed')} {errorText(teams.error)}
          </Typography>
        )}
        <Autocomplete
          options={teams.value ?? []}
          loading={teams.status === 'loading'}
          getOptionLabel={({ name, q }) =>
            q ? name : t('view.teamTooLarge', { name })
          }
          getOptionDisabled={({ q }) => !q}
          value={team}
          onChange={(_, chosen) => setTeam(chosen)}
          renderInput={params => (
            <TextField
              {...params}
              label={t('view.team')}
              helperText={t('view.teamHelp')}
              variant="outlined"
              size="small"
            />
          )}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{t('shared.cancel')}</Button>
        <Button
          color="primary"
          variant="contained"
          disabled={!team?.q}
          onClick={() => team?.q && props.onChoose(team.q)}
        >
          {t('view.show')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function teamOf(group: Entity): Team {
  const { name, title } = group.metadata;
  const { displayName } = (group.spec?.profile ?? {}) as {
    displayName?: string;
  };
  return {
    name: displayName ?? title ?? name,
    q: actorsQuery(membersOf(group)),
  };
}
