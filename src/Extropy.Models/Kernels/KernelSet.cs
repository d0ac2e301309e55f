namespace Extropy.Models.Kernels;

/// <summary>The kernels compiled for one instruction set. One virtual call covers many rows, so its cost does not show.</summary>
internal abstract unsafe class KernelSet
{
    /// <summary>Those of the widest instruction set, or of the one that EXTROPY_SIMD names; chosen at first use.</summary>
    public static KernelSet Default { get; } = For(InstructionSets.Parse(Environment.GetEnvironmentVariable(InstructionSets.Variable)));

    /// <summary>Which instruction set they use.</summary>
    public abstract InstructionSet InstructionSet { get; }

    /// <summary>The kernels of one instruction set.</summary>
    public static KernelSet For(InstructionSet set) => set switch
    {
        InstructionSet.Avx512 => new KernelSet<Lanes512>(set),
        InstructionSet.Avx2 => new KernelSet<Lanes256>(set),
        InstructionSet.Vector128 => new KernelSet<Lanes128>(set),
        _ => new KernelSet<LanesScalar>(set),
    };

    /// <inheritdoc cref="MatrixProduct{TLanes}.Compute"/>
    public abstract void Multiply(
        float* a, float* b, float* c, int rows, int columns, int depth, in ProductStrides strides, ProductStart start);

    /// <inheritdoc cref="RmsNorm{TLanes}.Forward"/>
    public abstract void Normalise(float* x, float* gain, float* y, int rows, int width, float epsilon);

    /// <inheritdoc cref="RmsNorm{TLanes}.Backward"/>
    public abstract void NormaliseBackward(
        float* x, float* gain, float* dy, float* dx, float* gainGradient, int rows, int width, float epsilon);

    /// <inheritdoc cref="Rotary{TLanes}.Turn"/>
    public abstract void Turn(float* x, float* cosines, float* sines, int heads, int headSize, float direction);

    /// <inheritdoc cref="SwiGlu{TLanes}.Forward"/>
    public abstract void SwiGlu(float* gateUp, float* output, int rows, int hidden);

    /// <inheritdoc cref="SwiGlu{TLanes}.Backward"/>
    public abstract void SwiGluBackward(float* gateUp, float* output, float* gateUpSlopes, int rows, int hidden);

    /// <inheritdoc cref="GeGlu{TLanes}.Forward"/>
    public abstract void GeGlu(float* gateUp, float* output, int rows, int hidden);

    /// <inheritdoc cref="GeGlu{TLanes}.Backward"/>
    public abstract void GeGluBackward(float* gateUp, float* output, float* gateUpSlopes, int rows, int hidden);

    /// <inheritdoc cref="Attention{TLanes}.Forward"/>
    public abstract void Attend(in AttentionTile tile, float* keys, float* values, float* queries, float* output, float* statistics);

    /// <inheritdoc cref="AttentionBackward{TLanes}.Head"/>
    public abstract void AttendBackward(in AttentionSlopes call);
}

/// <summary>The kernels over one kind of lanes.</summary>
internal sealed unsafe class KernelSet<TLanes>(InstructionSet set) : KernelSet
    where TLanes : struct, ILanes<TLanes>
{
    public override InstructionSet InstructionSet => set;

    public override void Multiply(
        float* a, float* b, float* c, int rows, int columns, int depth, in ProductStrides strides, ProductStart start) =>
        MatrixProduct<TLanes>.Compute(a, b, c, rows, columns, depth, strides, start);

    public override void Normalise(float* x, float* gain, float* y, int rows, int width, float epsilon) =>
        RmsNorm<TLanes>.Forward(x, gain, y, rows, width, epsilon);

    public override void NormaliseBackward(
        float* x, float* gain, float* dy, float* dx, float* gainGradient, int rows, int width, float epsilon) =>
        RmsNorm<TLanes>.Backward(x, gain, dy, dx, gainGradient, rows, width, epsilon);

    public override void Turn(float* x, float* cosines, float* sines, int heads, int headSize, float direction) =>
        Rotary<TLanes>.Turn(x, cosines, sines, heads, headSize, direction);

    public override void SwiGlu(float* gateUp, float* output, int rows, int hidden) =>
        SwiGlu<TLanes>.Forward(gateUp, output, rows, hidden);

    public override void SwiGluBackward(float* gateUp, float* output, float* gateUpSlopes, int rows, int hidden) =>
        SwiGlu<TLanes>.Backward(gateUp, output, gateUpSlopes, rows, hidden);

    public override void GeGlu(float* gateUp, float* output, int rows, int hidden) =>
        GeGlu<TLanes>.Forward(gateUp, output, rows, hidden);

    public override void GeGluBackward(float* gateUp, float* output, float* gateUpSlopes, int rows, int hidden) =>
        GeGlu<TLanes>.Backward(gateUp, output, gateUpSlopes, rows, hidden);

    public override void Attend(in AttentionTile tile, float* keys, float* values, float* queries, float* output, float* statistics) =>
        Attention<TLanes>.Forward(tile, keys, values, queries, output, statistics);

    public override void AttendBackward(in AttentionSlopes call) => AttentionBackward<TLanes>.Head(call);
}
