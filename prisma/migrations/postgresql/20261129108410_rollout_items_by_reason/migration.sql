-- CreateIndex
CREATE INDEX "RolloutItem_rolloutId_because_position_idx" ON "RolloutItem"("rolloutId", "because", "position");

-- CreateIndex
CREATE INDEX "RolloutItem_rolloutId_needs_position_idx" ON "RolloutItem"("rolloutId", "needs", "position");
