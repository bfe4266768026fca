-- A load goes on until every dealer that can be reached has it: what is planned next stands in the
-- row of the load's last run, and a dealer's row says whether its failure may pass.
--
-- Oracle commits each of these statements by itself. Should one fail: remove its cause, run it and
-- those after it by hand, and set "success" to 1 in version 10 of "flyway_schema_history".

ALTER TABLE CO_EVENTOSCARGASINCCONTROL ADD (
  COES_RONDA NUMBER(5) DEFAULT 0 NOT NULL,
  COES_REENVIO NUMBER(1) DEFAULT 0 NOT NULL,
  COES_SIGUIENTERONDA TIMESTAMP WITH TIME ZONE,
  COES_RONDAJOBID VARCHAR2(36)
);

-- Only planned rounds are in it.
CREATE INDEX IX_COES_RONDAJOBID ON CO_EVENTOSCARGASINCCONTROL (COES_RONDAJOBID);

ALTER TABLE CO_EVENTOSCARGASNAPSHOTDEALERS ADD (
  COSD_FALLOPASAJERO NUMBER(1),
  COSD_PUDORECIBIR NUMBER(1)
);

-- The dealers of a run that is for some of them only. No foreign key to the snapshot, like the
-- results.
CREATE TABLE CO_DS_DESTINATARIOS (
  DEST_COES_SINCCONTROLID NUMBER NOT NULL,
  DEST_COSD_EVENTOCARGASNAPDEALERID NUMBER NOT NULL,
  DEST_ENVIADO NUMBER(1) DEFAULT 0 NOT NULL,
  CONSTRAINT PK_CO_DS_DESTINATARIOS
    PRIMARY KEY (DEST_COES_SINCCONTROLID, DEST_COSD_EVENTOCARGASNAPDEALERID),
  CONSTRAINT FK_DEST_COES FOREIGN KEY (DEST_COES_SINCCONTROLID)
    REFERENCES CO_EVENTOSCARGASINCCONTROL (COES_SINCCONTROLID) ON DELETE CASCADE
);

COMMENT ON COLUMN CO_EVENTOSCARGASINCCONTROL.COES_RONDA IS 'Numero de la ronda; 0 si la ejecucion no es una ronda';
COMMENT ON COLUMN CO_EVENTOSCARGASINCCONTROL.COES_REENVIO IS '1 si la ejecucion es un reenvio a los dealers de CO_DS_DESTINATARIOS';
COMMENT ON COLUMN CO_EVENTOSCARGASINCCONTROL.COES_SIGUIENTERONDA IS 'Cuando empieza la siguiente ronda de la carga; nulo si no hay una planeada';
COMMENT ON COLUMN CO_EVENTOSCARGASINCCONTROL.COES_RONDAJOBID IS 'Trabajo que inicia la siguiente ronda; nulo si no hay una planeada';
COMMENT ON COLUMN CO_EVENTOSCARGASNAPSHOTDEALERS.COSD_FALLOPASAJERO IS '1 si el ultimo fallo puede pasar solo; las rondas van a estos dealers';
COMMENT ON COLUMN CO_EVENTOSCARGASNAPSHOTDEALERS.COSD_PUDORECIBIR IS '1 si un envio de la carga quedo sin respuesta: el dealer pudo recibirla';
COMMENT ON TABLE CO_DS_DESTINATARIOS IS 'Los dealers de cada reenvio';
COMMENT ON COLUMN CO_DS_DESTINATARIOS.DEST_ENVIADO IS '1 si se anuncio un envio a este dealer';
