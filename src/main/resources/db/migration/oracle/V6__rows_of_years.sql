-- Updates of a dealer's state change no index any more: a run changes each of its dealers twice. The
-- new index reads a load's dealers in the order in which they are shown.
CREATE INDEX IX_COSD_CARGA
  ON CO_EVENTOSCARGASNAPSHOTDEALERS (COSD_COCP_EVENTOCARGAPROCESOID, COSD_EVENTOCARGASNAPDEALERID);
DROP INDEX IX_COSD_CARGA_ESTADO;

-- What is old enough to be deleted, in the order in which it is.
CREATE INDEX IX_COES_FECHAFIN ON CO_EVENTOSCARGASINCCONTROL (COES_FECHAFIN, COES_SINCCONTROLID);
