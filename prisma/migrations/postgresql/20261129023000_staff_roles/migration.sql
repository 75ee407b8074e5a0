-- AlterEnum
ALTER TYPE "StaffRole" ADD VALUE 'approver' BEFORE 'viewer';
ALTER TYPE "StaffRole" ADD VALUE 'auditor';
