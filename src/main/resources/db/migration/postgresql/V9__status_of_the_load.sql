-- Only a run that finds the load as it was when it was accepted may set the load's status: what another
-- application has set meanwhile stays, also when another attempt goes on with the run.
ALTER TABLE CO_EVENTOSCARGASINCCONTROL ADD COLUMN COES_ESTATUSCARGA varchar(50);

UPDATE CO_EVENTOSCARGASINCCONTROL
   SET COES_ESTATUSCARGA = (
     SELECT COCP_ESTATUS FROM CO_EVENTOSCARGAPROCESO
      WHERE COCP_EVENTOCARGAPROCESOID = COES_COCP_EVENTPROCESOID)
 WHERE COES_STATUS IN ('PENDING', 'RUNNING');

COMMENT ON COLUMN CO_EVENTOSCARGASINCCONTROL.COES_ESTATUSCARGA IS 'COCP_ESTATUS de la carga cuando se acepto la ejecucion';
