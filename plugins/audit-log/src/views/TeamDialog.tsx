import { useCallback, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { Entity, RELATION_HAS_MEMBER } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { errorText, useLoaded } from '../shared';
import { useWords } from '../words';

/** A team of the catalog and who is in it, as refs. */
export interface Team {
  name: string;
  members: string[];
}

/** Asks for a team of the catalog. */
export function TeamDialog(props: {
  onChoose: (team: Team) => void;
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
      return items.map(teamOf).filter(({ members }) => members.length > 0);
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
          getOptionLabel={({ name }) => name}
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
          disabled={!team}
          onClick={() => team && props.onChoose(team)}
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
    members: (group.relations ?? [])
      .filter(({ type }) => type === RELATION_HAS_MEMBER)
      .map(({ targetRef }) => targetRef),
  };
}
